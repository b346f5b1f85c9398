using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>The harness itself: it finds what is broken, and nothing else.</summary>
[Collection(FuzzCollection.Name)]
public sealed class FuzzTests
{
    private static readonly byte[] Seed = """{"user":"U0MEK","ts":"1764417600.000100","n":12}"""u8.ToArray();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Broken =>
        ["an index", "a lone surrogate", "a number too large", "a NUL", "deep nesting", "a broken round trip"];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_parser_that_is_broken_on_purpose_is_found_out_and_its_case_fails_again(string how)
    {
        var target = new FuzzTarget($"harness-{how.Replace(' ', '-')}", [Seed, [.. Seed, .. Seed]], Break(how));
        var found = Fuzz.Search(target, Patience).Found;
        Assert.NotNull(found);
        Assert.ThrowsAny<Exception>(() => target.Feed(found.Bytes));
        Assert.ThrowsAny<Exception>(() => target.Feed(Fuzz.Case(target, found.Number)));
        Assert.InRange(found.Bytes.Length, 0, Fuzz.Case(target, found.Number).Length);
        Assert.Contains(Convert.ToBase64String(found.Bytes), $"{found}", StringComparison.Ordinal);
        Assert.Contains($"{FuzzSettings.CaseVariable}={found.Number} ", $"{found}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_parser_that_wastes_memory_is_found_out()
    {
        var target = new FuzzTarget("harness-memory", [Seed], bytes => GC.KeepAlive(new byte[bytes.Length * 100]))
        {
            MaxAllocated = 1024 * 1024,
        };
        Assert.Contains("MiB", Fuzz.Search(target, Patience).Found?.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parser_that_is_slow_is_found_out()
    {
        var target = new FuzzTarget("harness-time", [Seed], Spin) { MaxTime = TimeSpan.FromMilliseconds(1) };
        Assert.Contains("it took", Fuzz.Search(target, Patience).Found?.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parser_that_takes_everything_is_left_alone_and_gets_each_seed_even_without_time()
    {
        var seen = new List<byte[]>();
        var target = new FuzzTarget("harness-good", [Seed, [], [1, 2, 3]], seen.Add);
        var report = Fuzz.Search(target, TimeSpan.Zero, from: 1_000_000);
        Assert.Null(report.Found);
        Assert.Equal(6, report.Cases);
        Assert.Equal([Seed, [], [1, 2, 3]], seen[..3]);
    }

    [Fact]
    public void The_same_number_makes_the_same_bytes_and_no_case_is_too_long()
    {
        var target = new FuzzTarget("harness-numbers", [Seed], _ => { }) { MaxLength = 500 };
        var cases = Enumerable.Range(0, 2_000).Select(number => Fuzz.Case(target, number)).ToList();
        Assert.Equal(cases, Enumerable.Range(0, 2_000).Select(number => Fuzz.Case(target, number)));
        Assert.All(cases, one => Assert.InRange(one.Length, 0, 500));
        Assert.True(cases.Select(Convert.ToBase64String).Distinct().Count() > 1_500);
        Assert.Contains(cases, one => one.Length == 500);
    }

    [Fact]
    public void Every_fuzz_test_has_a_parser_of_its_own() => Assert.Distinct(FuzzSettings.Parsers());

    private static Action<byte[]> Break(string how) =>
        how switch
        {
            "an index" => bytes => Assert.NotEqual(0, bytes[10]),
            "a lone surrogate" => ReadStrings,
            "a number too large" => bytes => ReadNumber(bytes),
            "a NUL" => bytes => Assert.DoesNotContain((byte)0, bytes),
            "deep nesting" => bytes => Assert.InRange(bytes.Count(one => one == '['), 0, 500),
            "a broken round trip" => bytes =>
                Assert.Equal(bytes, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes))),
            _ => throw new UnreachableException(how),
        };

    private static void ReadStrings(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            _ =
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("user", out var user)
                && user.ValueKind == JsonValueKind.String
                && user.GetString() == "";
        }
        catch (JsonException)
        {
            // As a careless reader believes to be enough.
        }
    }

    private static void ReadNumber(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var at = text.IndexOf("\"n\":", StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(text[(at + 4)..].TakeWhile(char.IsAsciiDigit));
        if (digits.Length > 0)
            _ = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Spin(byte[] bytes)
    {
        var clock = Stopwatch.StartNew();
        while (bytes.Length > 200 && clock.ElapsedMilliseconds < 5) { }
    }
}
