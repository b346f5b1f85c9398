using OlUpgrade.Hosting.People;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.People;

/// <summary>How long tokens are good for, and what is known of them.</summary>
public sealed class TokenFileTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly MovableTime _time = new(Start);

    private TokenFile Tokens => new(_folder.Path, _time);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TokenFile.DefaultDays)]
    [InlineData(1)]
    [Finding("A3")]
    public void A_token_expires_and_says_when(int days)
    {
        var token = Tokens.Make("mek", days);
        Assert.Equal(Start + TimeSpan.FromDays(days), Tokens.OwnerOf(token)!.Expires);
        _time.Advance(TimeSpan.FromDays(days) - TimeSpan.FromSeconds(1));
        Assert.False(Tokens.OwnerOf(token)!.HasExpired(_time.GetUtcNow()));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Tokens.OwnerOf(token)!.HasExpired(_time.GetUtcNow()));
    }

    [Fact]
    [Finding("A3")]
    public void A_revoked_token_is_nobodys_at_once()
    {
        var (mine, other) = (Tokens.Make("mek"), Tokens.Make("jim"));
        var running = Tokens;
        Assert.Equal("mek", running.OwnerOf(mine)?.Name);
        Assert.True(Tokens.Revoke("mek"));
        Assert.Null(running.OwnerOf(mine));
        Assert.Equal("jim", running.OwnerOf(other)?.Name);
        Assert.False(Tokens.Revoke("mek"));
    }

    [Fact]
    [Finding("A3")]
    public void The_last_use_is_noted_to_the_minute_and_not_for_an_expired_token()
    {
        var token = Tokens.Make("mek", days: 1);
        Assert.Null(Assert.Single(Tokens.All()).Used);
        Tokens.OwnerOf(token);
        _time.Advance(TimeSpan.FromSeconds(59));
        Tokens.OwnerOf(token);
        Assert.Equal(Start, Assert.Single(Tokens.All()).Used);
        _time.Advance(TimeSpan.FromSeconds(1));
        Tokens.OwnerOf(token);
        Assert.Equal(Start + TimeSpan.FromMinutes(1), Assert.Single(Tokens.All()).Used);
        _time.Advance(TimeSpan.FromDays(1));
        Tokens.OwnerOf(token);
        Assert.Equal(Start + TimeSpan.FromMinutes(1), Assert.Single(Tokens.All()).Used);
    }

    [Fact]
    public void Tokens_of_an_earlier_release_expire_90_days_after_the_first_start_that_sees_them()
    {
        var token = Tokens.Make("mek");
        var hash = System.Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))
        );
        _folder.Write("tokens.json", $$"""{"mek":"{{hash}}"}""");
        var known = Tokens.OwnerOf(token)!;
        Assert.Equal(("mek", hash[..12], null, null), (known.Name, known.Id, known.Made, known.Expires));
        Tokens.SeeAll();
        _time.Advance(TimeSpan.FromDays(60));
        Tokens.SeeAll();
        Tokens.Make("jim");
        Assert.Equal(Start + TimeSpan.FromDays(90), Tokens.OwnerOf(token)!.Expires);
        Assert.Equal(["jim", "mek"], Tokens.All().Select(one => one.Name));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.True(Tokens.OwnerOf(token)!.HasExpired(_time.GetUtcNow()));
    }

    [Fact]
    public void What_is_noted_of_a_replaced_token_is_forgotten_at_the_next_start()
    {
        Tokens.OwnerOf(Tokens.Make("mek"));
        var second = Tokens.Make("mek");
        Tokens.SeeAll();
        Assert.Equal("{}", File.ReadAllText(_folder.File("token-uses.json")));
        Assert.Equal("mek", Tokens.OwnerOf(second)?.Name);
    }

    [Fact]
    public void A_broken_note_of_uses_keeps_nobody_out()
    {
        var token = Tokens.Make("mek");
        _folder.Write("token-uses.json", "{");
        Assert.Equal("mek", Tokens.OwnerOf(token)?.Name);
        Assert.Equal(Start, Assert.Single(Tokens.All()).Used);
    }

    [Fact]
    public void What_is_noted_of_tokens_is_its_owners_alone()
    {
        Tokens.OwnerOf(Tokens.Make("mek"));
        Assert.All(Directory.GetFiles(_folder.Path), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode)
        );
    }
}
