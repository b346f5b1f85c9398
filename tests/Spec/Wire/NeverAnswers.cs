namespace OlUpgrade.Spec.Wire;

/// <summary>A service that accepts a request and never answers; only cancelling ends it.</summary>
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
