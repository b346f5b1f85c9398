using System.Globalization;
using System.Net;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// An answer over HTTP in the bytes of a case: a line <c>CALL STATUS RETRY-AFTER</c>, and the body. What cannot be read
/// of the line is as usual, so that every case is an answer.
/// </summary>
internal sealed record AnsweredBytes(string Call, int Status, string RetryAfter, byte[] Body)
{
    public static AnsweredBytes Read(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n');
        if (end < 0)
            return new("", 200, "", bytes);
        var words = Seeds.Text(bytes[..end]).Split(' ', 3);
        var isStatus = int.TryParse(words.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var status);
        return new(
            words[0],
            isStatus && status is >= 200 and < 600 ? status : 200,
            words.ElementAtOrDefault(2) ?? "",
            bytes[(end + 1)..]
        );
    }

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = new ByteArrayContent(Body) };
        var type = RetryAfter.Contains('/', StringComparison.Ordinal) ? RetryAfter : "application/json; charset=utf-8";
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var name in (string[])["Retry-After", "X-RateLimit-Reset", "ETag", "Date", "X-OAuth-Scopes"])
            response.Headers.TryAddWithoutValidation(name, RetryAfter);
        return response;
    }
}
