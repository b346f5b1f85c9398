namespace OlUpgrade.Spec.Runbooks;

public sealed class RunbookRefusalTests
{
    [Theory]
    [InlineData("title: Pat", "titel: Pat", "2:1: unknown key `titel` in a runbook; did you mean `title`?")]
    [InlineData(
        "title: Pat",
        "approve-on: Pat",
        "2:1: unknown key `approve-on` in a runbook; known keys: runbook, title"
    )]
    [InlineData("title: Pat", "scheduling: Pat", "2:1: unknown key `scheduling` in a runbook; known keys: runbook")]
    [InlineData("title: Pat", "freeze: Pat", "2:1: unknown key `freeze` in a runbook; known keys: runbook")]
    [InlineData("needs: 1,", "approve-on: [x],", "unknown key `approve-on` in an approval; known keys: channel")]
    [InlineData("limit: 1,", "limits: 1,", "unknown key `limits` in a stage; did you mean `limit`?")]
    [InlineData("times: 3", "tims: 3", "unknown key `tims` in `health`; did you mean `times`?")]
    [InlineData("delay: 30s", "pause: 30s", "unknown key `pause` in `retry`; known keys: attempts, delay")]
    [InlineData(
        "from: production",
        "form: production",
        "unknown key `form` in `rollback-branch`; did you mean `from`?"
    )]
    [InlineData(", labels: ", ", label: ", "unknown key `label` in `issue`; did you mean `labels`?")]
    [InlineData("pattern: \"", "patern: \"", "unknown key `patern` in a parameter; did you mean `pattern`?")]
    public void Unknown_keys_are_refused_with_the_nearest_known_one(string old, string changed, string problem) =>
        Refuses(old, changed, problem);

    [Theory]
    [InlineData(
        "title: Patches, host by host",
        "title: no",
        "2:8: `title` is text, but `no` without quotes is a boolean in YAML: write \"no\""
    )]
    [InlineData(
        "title: Patches, host by host",
        "title: 2026",
        "2:8: `title` is text, but `2026` without quotes is a number in YAML: write \"2026\""
    )]
    [InlineData("title: Patches, host by host", "title: ~", "2:8: `title` is text, but `~` without quotes is null")]
    [InlineData(
        "title: Patches, host by host",
        "title: NULL",
        "2:8: `title` is text, but `NULL` without quotes is null"
    )]
    [InlineData("title: Patches, host by host", "title:", "2:7: `title` is empty: give it a value")]
    [InlineData(
        "title: Patches, host by host",
        "title: [a]",
        "2:8: `title` must be one line of text without tabs, not a list"
    )]
    [InlineData("title: Patches, host by host", "title: \"a\\nb\"", "2:8: `title` must be one line of text")]
    [InlineData("title: Patches, host by host", "title: \" \"", "2:8: `title` must be one line of text")]
    [InlineData(
        "reaction: \"+1\"",
        "reaction: +1",
        "11:47: `reaction` is text, but `+1` without quotes is a number in YAML: write \"+1\""
    )]
    [InlineData("stage: web", "stage: off", "but `off` without quotes is a boolean")]
    [InlineData("hosts: [ol-dev]", "hosts: [NO]", "`hosts` is text, but `NO` without quotes is a boolean")]
    [InlineData("- {step: settle", "- {step: 1.10", "`step` is text, but `1.10` without quotes is a number")]
    [InlineData(
        "probe: exit 1",
        "probe: true",
        "`probe` is text, but `true` without quotes is a boolean in YAML: write \"true\""
    )]
    [InlineData("run: apt-get install -- $packages", "run: off", "`run` is text, but `off` without quotes")]
    [InlineData("default: \"\"", "default: 12:30", "`default` is text, but `12:30` without quotes is a number")]
    [InlineData("default: \"\"", "default: 0x1F", "`default` is text, but `0x1F` without quotes is a number")]
    [InlineData("default: \"\"", "default: .inf", "`default` is text, but `.inf` without quotes is a number")]
    [InlineData("default: \"\"", "default:", "`default` is empty: give it a value, or write \"\" for empty text")]
    [InlineData("from: production", "from: yes", "`from` is text, but `yes` without quotes is a boolean")]
    public void Unquoted_words_that_yaml_does_not_read_as_text_are_refused(
        string old,
        string changed,
        string problem
    ) => Refuses(old, changed, problem);

    [Theory]
    [InlineData(
        "runbook: patches",
        "runbook: Patches and more",
        "1:10: `runbook` must be lowercase letters, digits and inner hyphens"
    )]
    [InlineData("runbook: patches\n", "", "1:1: a runbook needs the key `runbook`")]
    [InlineData(
        "issue: {repository: internetarchive/openlibrary, ",
        "issue: {repository: openlibrary, ",
        "`repository` must be owner/name, such as internetarchive/openlibrary; it is \"openlibrary\""
    )]
    [InlineData(
        "issue: {repository: internetarchive/openlibrary, ",
        "issue: {repository: a/b/c, ",
        "`repository` must be owner/name"
    )]
    [InlineData(
        "issue: {repository: internetarchive/openlibrary, ",
        "issue: {repository: ../x, ",
        "`repository` must be owner/name"
    )]
    [InlineData(
        "{repositories: [internetarchive/openlibrary],",
        "{repositories: [],",
        "`repositories` is empty: it needs at least one entry"
    )]
    [InlineData(
        "{repositories: [internetarchive/openlibrary],",
        "{repositories: internetarchive/openlibrary,",
        "`repositories` must be a list"
    )]
    [InlineData("from: production", "from: ../production", "`from` must be a branch or tag")]
    [InlineData("from: production", "from: --force", "`from` must be a branch or tag")]
    [InlineData("from: production", "from: a..b", "`from` must be a branch or tag")]
    [InlineData("labels: [\"Affects: Operations\"]", "labels: [a, a]", "`labels` names a twice: remove one")]
    [InlineData(
        "\"#openlibrary\"",
        "openlibrary",
        "`channel` must be a channel such as \"#openlibrary\" (in quotes) or its ID; it is \"openlibrary\""
    )]
    [InlineData("\"#openlibrary\"", "\"#Open Library\"", "`channel` must be a channel")]
    [InlineData("channel: \"#openlibrary\", ", "", "an approval needs the key `channel`")]
    [InlineData(
        "reaction: \"+1\"",
        "reaction: \":+1:\"",
        "`reaction` must be the reaction's name without colons, such as \"+1\""
    )]
    [InlineData("reaction: \"+1\"", "reaction: thumbsup", "Slack reports a thumbs-up as +1: write \"+1\"")]
    [InlineData("needs: 1", "needs: 0", "asks nobody, but the step ")]
    [InlineData("needs: 2", "needs: -1", "`needs` must be a whole number from 1 to 20; it is \"-1\"")]
    [InlineData("needs: 1", "needs: 1.5", "`needs` must be a whole number from 0 to 20")]
    [InlineData(
        "remind: 30m",
        "remind: 9h",
        "`remind` (9h) is longer than `expires` (8h), so no reminder would ever be sent"
    )]
    [InlineData("remind: 30m", "remind: 0s", "`remind` must be at least 1ms; it is 0s")]
    [InlineData("expires: 8h", "expires: 8d", "`expires` may be at most 7d; it is 8d")]
    [InlineData(
        "approval: {channel: \"#openlibrary\", reaction: \"+1\", needs: 1, remind: 30m, expires: 8h}\n",
        "",
        "a runbook needs the key `approval`"
    )]
    [InlineData(
        "issue: {repository: internetarchive/openlibrary, labels: [\"Affects: Operations\"]}",
        "issue: yes",
        "`issue` must be a mapping with the keys repository, labels"
    )]
    public void A_wrong_head_is_refused(string old, string changed, string problem) => Refuses(old, changed, problem);

    [Theory]
    [InlineData("  packages:\n", "  path:\n", "4:3: a parameter may not be called path")]
    [InlineData("  packages:\n", "  ld_preload:\n", "4:3: a parameter may not be called ld_preload")]
    [InlineData("  packages:\n", "  PATH:\n", "4:3: a parameter may not be called PATH")]
    [InlineData("  packages:\n", "  bash_env:\n", "4:3: a parameter may not be called bash_env")]
    [InlineData("  packages:\n", "  Two-words:\n", "4:3: `parameter` must be lowercase letters, digits and _")]
    [InlineData("pattern: \"[a-z ]*\"", "pattern: \"[a-z\"", "7:14: `pattern` is not a valid regular expression")]
    [InlineData("pattern: \"[a-z ]*\"", "pattern: \"a)|(b\"", "7:14: `pattern` is not a valid regular expression")]
    [InlineData(
        "pattern: \"[a-z ]*\"",
        "pattern: \"(a)\\\\1\"",
        "7:14: `pattern` is too large, or uses lookaround or backreferences"
    )]
    [InlineData(
        "pattern: \"[a-z ]*\"",
        "pattern: \"[a-z ]+\"",
        "6:14: the default is invalid: `packages` must match the pattern [a-z ]+; it is \"\""
    )]
    [InlineData(
        "default: 5m",
        "default: \"5\"",
        "8:44: the default is invalid: `soak` must be a duration such as 90s, 5m, 1h30m or 1d; it has no unit"
    )]
    [InlineData("default: 5m", "default: 25h", "8:44: the default is invalid: `soak` may be at most 1d; it is 1d1h")]
    [InlineData("type: duration", "type: number", "unknown type number: a parameter is `text` or `duration`")]
    [InlineData("    description: what to upgrade\n", "", "a parameter needs the key `description`")]
    [InlineData(
        "{description: quiet time, default: 5m, type: duration}",
        "5m",
        "a parameter must be a mapping with the keys description"
    )]
    public void A_wrong_parameter_is_refused(string old, string changed, string problem) =>
        Refuses(old, changed, problem);

    [Fact]
    public void Parameters_that_are_not_a_mapping_are_refused() =>
        Assert.Contains(
            "`parameters` must be a mapping from each parameter's name to its settings",
            Written.Problems("runbook: x\nparameters: [a]\n"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Neither_stages_nor_steps_may_be_missing_or_empty()
    {
        var stages = Written.Runbook.IndexOf("stages:", StringComparison.Ordinal);
        var head = Written.Runbook[..stages];
        Assert.Contains("a runbook needs the key `stages`", Written.Problems(head), StringComparison.Ordinal);
        Assert.Contains("a runbook needs the key `steps`", Written.Problems(head), StringComparison.Ordinal);
        var empty = Written.Problems(head + "stages: []\nsteps: []\n");
        Assert.Contains("`stages` is empty: it needs at least one entry", empty, StringComparison.Ordinal);
        Assert.Contains("`steps` is empty: it needs at least one entry", empty, StringComparison.Ordinal);
    }

    private static void Refuses(string old, string changed, string problem) =>
        Assert.Contains(problem, Written.Problems(Written.With(old, changed)), StringComparison.Ordinal);
}
