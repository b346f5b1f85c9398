using OlUpgrade.Execution;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Buttons that people press and forms that they send, turned into signals under the same rules as everywhere. What is
/// in the journal the thread shows; why something is not, only whoever pressed is told.
/// </summary>
public sealed class ChoiceSignals(
    SlackClient slack,
    SlackPeople people,
    Signals signals,
    Recorder recorder,
    PostedMessages messages,
    ILogger<ChoiceSignals> logger
)
{
    public async Task PressedAsync(SlackSignal.ButtonPressed press, CancellationToken cancellation)
    {
        if (
            SlackChoice.Parse(press.Value) is not { } choice
            || PressedButton.Named(press.Action) is not { } button
            || await recorder.LoadAsync(choice.Run, cancellation) is not { } run
        )
            return;
        if (ChoiceForms.Of(run, button.Syntax, choice) is not { } form)
        {
            var pressed = new PostedMessage(press.Channel, press.MessageTs);
            await DecideAsync(run, press.UserId, button, choice, Facts.Empty, pressed, cancellation);
            return;
        }

        var shown = await slack.ShowAsync(press.TriggerId, form, cancellation);
        if (shown.IsGood)
            return;
        logger.LogWarning(
            "Run {Run}: the form of {Action} could not be shown: {Sentence}",
            run.Id,
            press.Action,
            shown.Failure.Sentence
        );
        await PostEphemeralAsync(
            run,
            press.UserId,
            $"The form could not be shown. Press again, or type {button.Syntax.Usage(Door.Slack)}.",
            cancellation
        );
    }

    public async Task SentAsync(SlackSignal.FormSent form, CancellationToken cancellation)
    {
        if (
            SlackChoice.Parse(form.Value) is { } choice
            && PressedButton.Named(form.Form) is { } button
            && await recorder.LoadAsync(choice.Run, cancellation) is { } run
        )
            await DecideAsync(run, form.UserId, button, choice, form.Filled, pressed: null, cancellation);
    }

    private async Task DecideAsync(
        Run run,
        string userId,
        PressedButton button,
        SlackChoice choice,
        Facts filled,
        PostedMessage? pressed,
        CancellationToken cancellation
    )
    {
        if (await people.OfAsync(userId, cancellation, button.Syntax.OnlyStops) is not { } person)
            return;
        try
        {
            var (command, problem) = CommandReader.Read(run, button.Syntax, button.Says(run, person, choice, filled));
            var recorded = command is null ? null : await SayAsync(run.Id, command, pressed, cancellation);
            if ((problem ?? recorded?.Refusal?.Sentence) is { } why)
                await PostEphemeralAsync(run, userId, why, cancellation);
        }
        catch (StoreUnavailableException unavailable)
        {
            await PostEphemeralAsync(
                run,
                userId,
                $"Not accepted. Press it again later. {unavailable.Trouble.Sentence}",
                cancellation
            );
        }
    }

    /// <summary>A press may come before its run knows the message: the command waits for that.</summary>
    private async Task<Recorded> SayAsync(
        RunId run,
        PersonsCommand command,
        PostedMessage? pressed,
        CancellationToken cancellation
    )
    {
        if (pressed is not null)
            await messages.FindAsync(pressed, SlackSignalHandlers.Patience, cancellation);
        return await signals.SignalAsync(run, command, cancellation);
    }

    /// <summary>Only the person who pressed sees it. If Slack does not accept it, it is logged and lost.</summary>
    private async Task PostEphemeralAsync(Run run, string userId, string sentence, CancellationToken cancellation)
    {
        if (PostedMessage.Of(run.Evidence(BuiltInSteps.Header)) is not { } header)
            return;
        var posted = await slack.PostEphemeralAsync(
            header.Channel,
            userId,
            SlackText.Escape(sentence),
            threadTs: null,
            cancellation
        );
        if (!posted.IsGood)
            logger.LogWarning(
                "Run {Run}: {User} could not be told: {Sentence}",
                run.Id,
                userId,
                posted.Failure.Sentence
            );
    }
}
