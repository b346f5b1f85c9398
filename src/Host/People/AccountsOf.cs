using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>Reads the accounts of a person apart: which are Slack's, which an entry of the settings.</summary>
internal static class AccountsOf
{
    private const string SlackPrefix = "slack:";

    /// <summary>The user IDs in Slack.</summary>
    public static IEnumerable<string> SlackUsers(Person person) =>
        After(person, SlackPrefix).Select(account => account.Split('/')[^1]);

    /// <summary>The names under which the settings list the person, now or when the entry was written.</summary>
    public static IEnumerable<string> ListedNames(Person person) => After(person, Person.ListedPrefix);

    /// <summary>The account of an entry of the settings.</summary>
    public static string Listed(string name) => Person.ListedPrefix + name;

    private static IEnumerable<string> After(Person person, string prefix) =>
        (person.Accounts ?? [])
            .Where(account => account.StartsWith(prefix, StringComparison.Ordinal))
            .Select(account => account[prefix.Length..]);
}
