using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.People;

/// <summary>Which person an account or a token belongs to.</summary>
public sealed class PeopleTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_accounts_of_a_person_are_the_same_person()
    {
        var people = Read(Person("mek", ["U1", "U2"], "Operator", "approver"), Person("jim", ["U3"]));
        Assert.Empty(_problems);
        Assert.Equal("mek", people.OfSlack("U1")!.Name);
        Assert.Same(people.Named("mek"), people.OfSlack("U2"));
        Assert.Equal([Role.Operator, Role.Approver], people.Named("mek")!.Roles);
        Assert.Empty(people.Named("jim")!.Roles);
        Assert.Null(people.Named("Mek"));
        Assert.Null(people.OfSlack("U4"));
    }

    [Fact]
    public void Mistakes_are_told_and_give_nobody_a_role()
    {
        var people = Read(
            Person("mek", ["U1"], "root"),
            Person("mek", ["U2"]),
            Person(" ", ["U3"]),
            Person("jim", ["U1"], "2")
        );
        string[] sentences =
        [
            "gives mek the role \"root\", which does not exist. Use viewer, operator or approver.",
            "lists mek twice.",
            "has an entry without a Name.",
            "gives jim the role \"2\", which does not exist. Use viewer, operator or approver.",
            "lists the Slack account U1 for two people.",
        ];
        Assert.Equal(sentences, _problems);
        Assert.Empty(people.Named("mek")!.Roles);
    }

    [Fact]
    public void A_login_of_GitHub_is_its_owners_in_any_case_and_nobodys_when_it_is_none()
    {
        var people = Read(
            new()
            {
                Name = "mek",
                GitHub = ["mekarpeles", "Mek-at_Work"],
                Roles = ["operator"],
            },
            new() { Name = "jim", GitHub = ["MEKARPELES", "@jim", "", "a b", "-jim", "jim\n", "jimchamp"] }
        );
        Assert.Equal("mek", people.OfGitHub("MekArPeles")!.Name);
        Assert.Equal([Role.Operator], people.OfGitHub("mek-at_work")!.Roles);
        Assert.Equal("jim", people.OfGitHub("jimchamp")!.Name);
        Assert.Null(people.OfGitHub("jim"));
        Assert.Null(people.OfGitHub("mek"));
        Assert.Null(people.OfSlack("mekarpeles"));
        Assert.Equal(
            [
                "lists the GitHub login MEKARPELES for two people.",
                "lists the GitHub login \"@jim\" for jim; write it as in the profile's URL, without @.",
                "lists the GitHub login \"\" for jim; write it as in the profile's URL, without @.",
                "lists the GitHub login \"a b\" for jim; write it as in the profile's URL, without @.",
                "lists the GitHub login \"-jim\" for jim; write it as in the profile's URL, without @.",
                "lists the GitHub login \"jim\n\" for jim; write it as in the profile's URL, without @.",
            ],
            _problems
        );
    }

    [Fact]
    public void A_new_token_voids_the_old_and_a_wrong_one_is_nobodys()
    {
        var tokens = new TokenFile(_folder.Path, TimeProvider.System);
        Assert.Null(tokens.OwnerOf("olu_x"));
        var (first, other) = (tokens.Make("mek"), tokens.Make("jim"));
        var second = tokens.Make("mek");
        Assert.Null(tokens.OwnerOf(first));
        Assert.Equal("mek", tokens.OwnerOf(second)?.Name);
        Assert.Equal("jim", new TokenFile(_folder.Path, TimeProvider.System).OwnerOf(other)?.Name);
        Assert.Null(tokens.OwnerOf(second + "0"));
        Assert.Null(tokens.OwnerOf(""));
    }

    [Fact]
    public void The_tokens_file_is_its_owners_alone_and_holds_no_token()
    {
        var token = new TokenFile(_folder.Path, TimeProvider.System).Make("mek");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            new FileInfo(_folder.File("tokens.json")).UnixFileMode
        );
        Assert.DoesNotContain(token[4..], File.ReadAllText(_folder.File("tokens.json")), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private PeopleList Read(params PersonSettings[] people) => PeopleReader.Read(people, _problems.Add);

    private static PersonSettings Person(string name, List<string> slack, params List<string> roles) =>
        new()
        {
            Name = name,
            Slack = slack,
            Roles = roles,
        };
}
