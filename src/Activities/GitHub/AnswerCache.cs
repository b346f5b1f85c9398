using System.Net;
using System.Net.Http.Headers;
using Octokit.Caching;
using Octokit.Internal;

namespace OlUpgrade.GitHub;

/// <summary>
/// The newest answers to reads, each with its ETag, so that GitHub is asked only whether something has changed; what
/// has not costs nothing of the hour's limit. It answers nothing by itself: GitHub is asked each time. May be lost at
/// any time.
/// </summary>
internal sealed class AnswerCache : IResponseCache
{
    // The comments of some 200 issues, each of two pages: whoever goes round through more than there is room for finds
    // none again.
    private const int MaxAnswers = 500;

    private const int MaxAnswerLength = 1024 * 1024;
    private const int MaxTogether = 16 * MaxAnswerLength;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<Uri, CachedResponse.V1> _answers = [];
    private int _length;

    public Task<CachedResponse.V1?> GetAsync(IRequest request)
    {
        lock (_gate)
            return Task.FromResult(_answers.GetValueOrDefault(AddressOf(request)));
    }

    /// <summary>Keeps a whole answer; an error that came instead leaves the older answer where it is.</summary>
    public Task SetAsync(IRequest request, CachedResponse.V1 response)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            lock (_gate)
                Keep(AddressOf(request), response);
        }

        return Task.CompletedTask;
    }

    private void Keep(Uri address, CachedResponse.V1 answer)
    {
        if (_answers.Remove(address, out var older))
            _length -= LengthOf(older);
        if (
            !EntityTagHeaderValue.TryParse(answer.ApiInfo.Etag, out _)
            || answer.Body is not string
            || LengthOf(answer) > MaxAnswerLength
        )
            return;
        _answers.Add(address, answer);
        _length += LengthOf(answer);
        while (_answers.Count > MaxAnswers || _length > MaxTogether)
        {
            _length -= LengthOf(_answers.GetAt(0).Value);
            _answers.RemoveAt(0);
        }
    }

    private static int LengthOf(CachedResponse.V1 answer) => (answer.Body as string)?.Length ?? 0;

    private static Uri AddressOf(IRequest request) => new(request.BaseAddress, request.Endpoint);
}
