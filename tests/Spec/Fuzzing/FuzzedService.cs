using System.Net;
using System.Text;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Gives one answer to every request, except to those on the known path.</summary>
internal sealed class FuzzedService(AnsweredBytes answer, string knownPath, string known) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var isKnown = request.RequestUri!.AbsolutePath.EndsWith(knownPath, StringComparison.Ordinal);
        var response = isKnown
            ? new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(known, Encoding.UTF8, "application/json"),
            }
            : answer.ToResponse();
        response.RequestMessage = request;
        return Task.FromResult(response);
    }
}
