namespace OlUpgrade.Spec.Wire;

/// <summary>Takes a request and says nothing, until the asker gives up.</summary>
public sealed class NeverAnswers : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using var end = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }
}
