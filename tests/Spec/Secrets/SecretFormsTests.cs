using System.Text;
using System.Text.Json;
using CsCheck;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Secrets;

/// <summary>A secret is found in each form that it usually takes, and in what a cut leaves of it.</summary>
[Finding("A19")]
public sealed class SecretFormsTests
{
    private const string Token = "github_pat_11ABCDEFG0/x+y=z&\"quoted\"_0123456789";
    private const long Rounds = 2_000;

    private static readonly Redactor Redactor = new([Token]);

    private static readonly Gen<string> Around = Gen.Char[' ', '~'].Array[0, 20].Select(text => new string(text));

    [Fact]
    public void Base64_as_git_sends_it_is_removed_and_nothing_of_it_stays()
    {
        var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}"));

        var cleaned = Redactor.Clean($"> Authorization: Basic {sent}");

        Assert.Equal("> Authorization: Basic [secret removed]", cleaned);
    }

    [Fact]
    public void Base64_is_found_at_every_alignment_and_in_the_alphabet_for_addresses() =>
        Gen.Select(Around, Around)
            .Sample(
                (before, after) =>
                {
                    var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Token + after));
                    Assert.Equal("[secret removed]", Redactor.Clean(sent));
                    var forUrls = sent.Replace('+', '-').Replace('/', '_');
                    Assert.Equal("[secret removed]", Redactor.Clean(forUrls));
                },
                iter: Rounds
            );

    [Fact]
    public void Base64_in_lines_of_76_characters_is_found_in_each_line_that_holds_enough_of_it()
    {
        var sent = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"user:{Token}{Token}"),
            Base64FormattingOptions.InsertLineBreaks
        );

        Assert.All(sent.Split("\r\n"), line => Assert.Equal("[secret removed]", Redactor.Clean(line)));
    }

    [Fact]
    public void In_an_address_and_in_JSON_it_is_removed()
    {
        var url = Uri.EscapeDataString(Token);
        Assert.Equal("https://x:[secret removed]@host", Redactor.Clean($"https://x:{url}@host"));
        Assert.DoesNotContain(
            "11ABCDEFG0",
            Redactor.Clean(
                url.ToLowerInvariant()
                    .Replace("github_pat_11abcdefg0", "github_pat_11ABCDEFG0", StringComparison.Ordinal)
            ),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "{\"token\":\"[secret removed]\"}",
            Redactor.Clean(JsonSerializer.Serialize(new { token = Token }))
        );
    }

    [Fact]
    public void A_piece_of_16_characters_is_found_wherever_the_text_was_cut() =>
        Gen.Int[0, Token.Length - 16]
            .Sample(
                start =>
                {
                    foreach (var length in Enumerable.Range(16, Token.Length - start - 15))
                    {
                        var cleaned = Redactor.Clean($"seen: {Token.Substring(start, length)}");
                        Assert.Contains("[secret removed]", cleaned, StringComparison.Ordinal);
                        Assert.DoesNotContain(Token.Substring(start, 16), cleaned, StringComparison.Ordinal);
                    }
                },
                iter: 200
            );

    [Theory]
    [InlineData("xoxb-123456789012-123456789012-abcdefABCDEF0123456789ab")]
    [InlineData("xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4OTAxMi0xMjM0NTY3ODkw")]
    [InlineData("xapp-1-A0123456789-1234567890123-abcdef0123456789abcdef0123456789")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("gho_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("ghs_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("ghu_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("github_pat_11ABCDEFG0abcdefghijkl_0123456789abcdefghij")]
    [InlineData("olu_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    public void Tokens_of_a_known_kind_are_removed_even_if_nobody_named_them(string token)
    {
        Assert.Equal("export X=[secret removed];", Redactor.None.Clean($"export X={token};"));
        Assert.Equal("[secret removed]", Redactor.None.Clean(token));
    }

    [Theory]
    [InlineData("ol-web1: done and healthy in 10.5 s, kernel 6.1.0-31-amd64")]
    [InlineData("595decc5953126f73d75a3b100d9665563875119")]
    [InlineData("openlibrary-fast_web-1 openlibrary/olbase:rollback-1")]
    [InlineData("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Redactor.Clean(text));

    [Fact]
    public void A_private_key_goes_as_a_whole_in_a_text_and_line_by_line_in_output()
    {
        const string key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\nshort\n-----END RSA PRIVATE KEY-----";
        Assert.Equal("a\n[secret removed]\nb", Redactor.None.Clean($"a\n{key}\nb"));
        Assert.Equal("a\n[secret removed]", Redactor.None.Clean($"a\n{key[..60]}"));

        var output = new OutputCleaner(Redactor.None);
        var shown = $"a\n{key}\nb".Split('\n').Select(output.Clean).OfType<string>();

        Assert.Equal(["a", "[secret removed]", "b"], shown);
    }

    [Fact]
    public void A_private_key_without_an_end_does_not_silence_the_output_for_ever()
    {
        var output = new OutputCleaner(Redactor.None);
        output.Clean("-----BEGIN PRIVATE KEY-----");

        Assert.Contains("still here", Enumerable.Repeat("still here", 1_000).Select(output.Clean));
    }

    [Fact]
    public void Our_own_private_key_is_found_in_base64_too()
    {
        var lines = Enumerable
            .Range(0, 30)
            .Select(line => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{line:D50}{line * 7919:D2}")));
        var key =
            $"-----BEGIN OPENSSH PRIVATE KEY-----\n{string.Join('\n', lines)}\n-----END OPENSSH PRIVATE KEY-----\n";

        var cleaned = new Redactor([key]).Clean(Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));

        Assert.Equal("[secret removed]", cleaned);
    }
}
