using System.Net;
using System.Net.Http.Headers;
using Octokit.Caching;
using Octokit.Internal;

namespace OlUpgrade.GitHub;

/// <summary>
/// The latest answers to reads with their ETags. GitHub is still asked every time, but only whether something has
/// changed; an unchanged answer does not count against the hourly rate limit. May be lost at any time.
/// </summary>
internal sealed class AnswerCache : IResponseCache
{
    // Room for the comments of some 200 issues with two pages each. A cycle through more than this never hits the
    // cache.
    private const int MaxAnswers = 500;

    private const int MaxAnswerLength = 1024 * 1024;
    private const int MaxTotalLength = 16 * MaxAnswerLength;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<Uri, CachedResponse.V1> _answers = [];
    private int _length;

    public Task<CachedResponse.V1?> GetAsync(IRequest request)
    {
        lock (_gate)
            return Task.FromResult(_answers.GetValueOrDefault(AddressOf(request)));
    }

    /// <summary>Keeps a complete answer. An error leaves the earlier answer in place.</summary>
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
        while (_answers.Count > MaxAnswers || _length > MaxTotalLength)
        {
            _length -= LengthOf(_answers.GetAt(0).Value);
            _answers.RemoveAt(0);
        }
    }

    private static int LengthOf(CachedResponse.V1 answer) => (answer.Body as string)?.Length ?? 0;

    private static Uri AddressOf(IRequest request) => new(request.BaseAddress, request.Endpoint);
}
