namespace OlUpgrade.Spec.Support;

/// <summary>Two hosts and a runbook that does little, quickly.</summary>
internal static class SmallWorkflow
{
    public const string Hosts = """
        all:
          vars:
            ansible_user: ol
          children:
            web:
              hosts:
                ol-a:
                  ansible_host: 192.0.2.1
                ol-b:
                  ansible_host: 192.0.2.2
        """;

    public static string Runbook(int needs = 1) =>
        $$"""
            runbook: small
            title: Something small, host by host
            parameters:
              word: {description: "what is said", default: "hello"}
            issue: {repository: internetarchive/openlibrary, labels: ["Affects: Operations"]}
            approval: {channel: "#openlibrary", reaction: "+1", needs: {{needs}}, remind: 30m, expires: 8h}
            stages:
              - {stage: canary, hosts: [ol-a]}
              - {stage: rest, hosts: [ol-b]}
            steps:
              - step: say it
                run: echo "$word"
                timeout: 1m
            """;
}
