using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosts;

/// <summary>What Ansible itself, where it is installed, makes of an inventory.</summary>
internal static partial class AnsibleView
{
    private const string Folder = "tests/Spec/Hosts/Inventories";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    public static IEnumerable<string> Shapes() =>
        Directory
            .EnumerateFiles(Repository.Path(Folder), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    public static string FileOf(string shape) => Repository.Path($"{Folder}/{shape}.yaml");

    /// <summary>A line for each host, as it was written down.</summary>
    public static IEnumerable<string> Stored(string shape) =>
        File.ReadAllLines(Repository.Path($"{Folder}/{shape}.txt"));

    public static void SkipWithoutAnsible() =>
        Assert.SkipUnless(File.Exists("/usr/bin/ansible-inventory"), "no Ansible here: apt-get install ansible-core");

    /// <summary>The same lines from the variables that Ansible lists for each host.</summary>
    public static async Task<IEnumerable<string>> ListedAsync(string file)
    {
        using var folder = new TempFolder();
        var listed = JsonNode.Parse(await RunAsync(folder, "ansible-inventory", "-i", file, "--list"))!.AsObject();
        var known = listed["_meta"]!["hostvars"]!.AsObject();
        return listed
            .Where(group => group.Key != "_meta")
            .SelectMany(group => group.Value!["hosts"]?.AsArray() ?? [])
            .Select(host => (string)host!)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(host => LineOf(host, known[host]?.AsObject() ?? []));
    }

    /// <summary>
    /// Where Ansible's own SSH connections go, as USER@ADDRESS:PORT: a program that writes down its arguments stands in
    /// for ssh.
    /// </summary>
    public static async Task<IEnumerable<string>> ConnectionsAsync(string file, TempFolder folder)
    {
        var ssh = folder.Write("ssh", $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>{folder.File("calls")}\nexit 255\n");
        Tool.Run("chmod", "755", ssh);
        await RunAsync(folder, "ansible", "all", "-i", file, "-f", "10", "-m", "raw", "-a", "true");
        return (await File.ReadAllLinesAsync(folder.File("calls")))
            .Select(call => Connection().Match(call))
            .Where(call => call.Success)
            .Select(call =>
                $"{call.Groups["user"].Value}@{call.Groups["address"].Value}:"
                + (call.Groups["port"] is { Success: true, Value: var port } ? port : "22")
            )
            .Order(StringComparer.Ordinal);
    }

    /// <summary>What the program prints. Whether it reached anything does not matter.</summary>
    public static async Task<string> RunAsync(TempFolder folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder.Path,
        };
        foreach (var (name, value) in Settings(folder))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(Within);
        await said;
        await process.WaitForExitAsync();
        return printed;
    }

    private static Dictionary<string, string> Settings(TempFolder folder) =>
        new()
        {
            ["HOME"] = folder.Path,
            ["LC_ALL"] = "C.UTF-8",
            ["ANSIBLE_HOME"] = folder.File("ansible"),
            ["ANSIBLE_SSH_EXECUTABLE"] = folder.File("ssh"),
            ["ANSIBLE_HOST_KEY_CHECKING"] = "False",
        };

    private static string LineOf(string host, JsonObject variables)
    {
        return $"{host}: {First("ansible_ssh_user", "ansible_user")}@"
            + $"{First("ansible_ssh_host", "ansible_host") ?? host}:"
            + $"{First("ansible_ssh_port", "ansible_port") ?? "22"}, "
            + $"become {First("ansible_become") ?? "true"}, "
            + $"ledger {First("olupgrade_ledger") ?? "/var/lib/olupgrade"}";

        string? First(params string[] names) =>
            names.Select(name => variables[name]?.ToString()).FirstOrDefault(value => value is not null);
    }

    [GeneratedRegex(
        "(-o Port=(?<port>[0-9]+) .*)?-o User=\"(?<user>[^\"]+)\" .*-tt (?<address>\\S+) true$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Connection();
}
