using System.Globalization;
using OlUpgrade.Packages;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Packages;

/// <summary>
/// The machine's own apt and dpkg with a root of their own and a small archive: the scripts of <see cref="AptScripts"/>
/// run there as they are, but for their folders.
/// </summary>
internal sealed class RealApt : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>A host with no package yet, and an empty archive.</summary>
    /// <param name="scheme">How apt reaches the archive: <c>copy</c> as if it were far, or <c>file</c>.</param>
    public RealApt(string scheme = "copy")
    {
        foreach (var name in new[] { "apt-get", "dpkg-deb", "lslocks", "awk", "sha256sum" })
            Assert.SkipUnless(IsThere(name), $"no {name} on this machine: install apt, dpkg, util-linux and mawk");
        foreach (
            var folder in new[]
            {
                "root/var/lib/dpkg/updates",
                "root/var/lib/dpkg/info",
                "root/var/lib/apt/lists/partial",
                "root/var/cache/apt/archives/partial",
                "root/var/log/apt",
                "root/etc/apt.conf.d",
                "root/etc/preferences.d",
                "root/boot/grub",
                "root/etc/default",
                "archive/main",
                "archive/x-security",
                "bin",
                "tmp",
            }
        )
            Directory.CreateDirectory(_folder.File(folder));
        _folder.Write("root/var/lib/dpkg/status", "");
        _folder.Write(
            "root/etc/sources.list",
            $"deb [trusted=yes] {scheme}:{Archive} main/\ndeb [trusted=yes] {scheme}:{Archive} x-security/\n"
        );
        _folder.Write("apt.conf", Configuration());
        var dpkg = $"--root={_folder.File("root")} --force-not-root --log=/dev/null";
        Program("dpkg", $"exec /usr/bin/dpkg {dpkg} \"$@\"");
        Must(Index());
        Program("dpkg-query", $"exec /usr/bin/dpkg-query --admindir={_folder.File("root/var/lib/dpkg")} \"$@\"");
    }

    private string Archive => _folder.File("archive");

    public void Dispose() => _folder.Dispose();

    /// <summary>Publishes a package in the archive's part for security updates.</summary>
    public void PublishSecure(string name, string version) =>
        Must(Packed(name, version, "", $"{Archive}/x-security") + Index());

    /// <summary>From now on this kernel runs.</summary>
    public void Boot(string kernel) => Program("uname", $"echo {kernel}");

    /// <summary>What GRUB was told to boot; empty if nothing.</summary>
    public string GrubChoice =>
        System.IO.File.Exists(_folder.File("root/etc/default/grub.d/olupgrade.cfg"))
            ? System.IO.File.ReadAllText(_folder.File("root/etc/default/grub.d/olupgrade.cfg"))
            : "";

    /// <summary>Writes the menu as Debian's grub-mkconfig does.</summary>
    public void WriteGrubMenu(params string[] kernels)
    {
        Program("update-grub", "exit 0");
        _folder.Write(
            "root/boot/grub/grub.cfg",
            "menuentry 'Debian GNU/Linux' --class debian $menuentry_id_option 'gnulinux-simple-0a1b' {\n}\n"
                + "submenu 'Advanced options for Debian GNU/Linux' $menuentry_id_option 'gnulinux-advanced-0a1b' {\n"
                + string.Concat(
                    kernels.Select(kernel =>
                        $"\tmenuentry 'Debian GNU/Linux, with Linux {kernel}' --class debian $menuentry_id_option "
                        + $"'gnulinux-{kernel}-advanced-0a1b' {{\n\t}}\n"
                    )
                )
                + "}\n"
        );
    }

    /// <summary>Publishes a package, with what else its control file says.</summary>
    public void Publish(string name, string version, string more = "") =>
        Must(Packed(name, version, more, $"{Archive}/main") + Index());

    /// <summary>Installs a package that the archive does not have.</summary>
    public void Install(string name, string version, string more = "") =>
        Must(Packed(name, version, more, _folder.File("tmp")) + $"dpkg -i {_folder.File("tmp")}/{File(name, version)}");

    /// <summary>Saves the package for a rollback of run 7, as <c>keep</c> does.</summary>
    public void Keep(string name, string version)
    {
        var folder = _folder.File("backups/7/debs");
        Directory.CreateDirectory(folder);
        Must(Packed(name, version, "", folder));
    }

    public void Withdraw(string name, string version)
    {
        System.IO.File.Delete(Path.Combine(Archive, "main", File(name, version)));
        Must(Index());
    }

    /// <summary>Holds dpkg's lock as another upgrade would, until it is disposed of.</summary>
    public FileStream Lock()
    {
        var file = new FileStream(
            _folder.File("root/var/lib/dpkg/lock-frontend"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite
        );
#pragma warning disable CA1416 // The tests with apt run on Linux only.
        file.Lock(0, 0);
#pragma warning restore CA1416
        return file;
    }

    /// <summary>The archive cannot be reached any more.</summary>
    public void TakeArchiveAway() => Directory.Move(Archive, _folder.File("away"));

    public void Must(string script)
    {
        var (code, said) = Run(script, Facts.Empty);
        Assert.True(code == 0, said);
    }

    /// <summary>Carries out one of the scripts for run 7.</summary>
    public (int Code, string Said) Run(string script, string packages, params string[] leave) =>
        Run(script, AptScripts.Values(new PackageSelection(packages, [.. leave]), new RunId(7)).Add("lock_wait", "0"));

    /// <summary>Carries out <c>keep</c> for run 7 anew; returns the files that it saved.</summary>
    public IEnumerable<string> Kept(UpgradeTargets targets)
    {
        Must("rm -rf /var/backups/olupgrade/7");
        var (code, said) = Run(KeepScripts.Of(new Work.Keep(["packages"])), KeepScripts.Values(new RunId(7), targets));
        Assert.True(code == 0, said);
        return Directory.EnumerateFiles(_folder.File("backups/7/debs")).Select(file => Path.GetFileName(file)!);
    }

    /// <summary>Carries out a part of a rollback of run 7, to the kernel 6.1.0-30-amd64.</summary>
    /// <param name="before">NAME=VERSION of what the upgrade changed.</param>
    public (int Code, string Said) Revert(string script, string before, params string[] added) =>
        Run(
            script,
            Facts
                .Empty.Add("run", "7")
                .Add("before", before)
                .Add("added", string.Join(' ', added))
                .Add("kernel", "6.1.0-30-amd64")
                .Add("lock_wait", "0")
        );

    /// <summary>The report of a script that must end well.</summary>
    public AptReport Report(string script, string packages, params string[] leave)
    {
        var (code, said) = Run(script, packages, leave);
        Assert.True(code == 0, said);
        return AptReport.Parse(said) ?? throw new InvalidDataException(said);
    }

    /// <summary>What dpkg and apt know: packages, holds and marks; and every file of apt's own folders.</summary>
    public string State()
    {
        var (_, said) = Run($"{AptScripts.Installed}\napt-mark showauto\napt-mark showhold", Facts.Empty);
        var files = Directory
            .EnumerateFiles(_folder.File("root/var"), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".bin", StringComparison.Ordinal))
            .Where(file => !file.Contains("/log/", StringComparison.Ordinal))
            .Where(file => Path.GetFileName(file) is not ("lock" or "lock-frontend"))
            .Order(StringComparer.Ordinal);
        return $"{said}\n{string.Join('\n', files)}";
    }

    public InstalledPackages Installed() => InstalledPackages.Parse(Run(AptScripts.Installed, Facts.Empty).Said);

    private (int Code, string Said) Run(string script, Facts values)
    {
        var environment = new Dictionary<string, string>(values, StringComparer.Ordinal)
        {
            ["APT_CONFIG"] = _folder.File("apt.conf"),
            ["PATH"] = $"{_folder.File("bin")}:/usr/sbin:/usr/bin:/sbin:/bin",
        };
        return RealShell.Run(
            script
                .Replace("/var/cache/olupgrade", _folder.File("cache"), StringComparison.Ordinal)
                .Replace("/var/backups/olupgrade", _folder.File("backups"), StringComparison.Ordinal)
                .Replace("/var/tmp", _folder.File("tmp"), StringComparison.Ordinal)
                .Replace("/boot/grub", _folder.File("root/boot/grub"), StringComparison.Ordinal)
                .Replace("/etc/default", _folder.File("root/etc/default"), StringComparison.Ordinal)
                .Replace("' /var/", $"' {_folder.File("root")}/var/", StringComparison.Ordinal),
            environment
        );
    }

    private void Program(string name, string line)
    {
        _folder.Write($"bin/{name}", $"#!/bin/sh\n{line}\n");
        Must($"chmod 755 {_folder.File("bin")}/{name}");
    }

    private string Packed(string name, string version, string more, string folder) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            set -e
            at=$(mktemp -d {_folder.File("tmp")}/XXXXXX)
            chmod 755 "$at"
            mkdir "$at/DEBIAN"
            printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: a <a@b>\nDescription: a\n' '{name}' '{version}' > "$at/DEBIAN/control"
            [ -z '{more}' ] || echo '{more}' >> "$at/DEBIAN/control"
            dpkg-deb -b "$at" {folder}/{File(name, version)} > /dev/null
            rm -r "$at"

            """
        );

    private string Index() =>
        $"""
            cd {Archive}
            for part in main x-security; do
              dpkg-scanpackages -m $part > $part/Packages.new 2>/dev/null && mv $part/Packages.new $part/Packages
            done

            """;

    private static string File(string name, string version) =>
        $"{name}_{version.Replace(":", "%3a", StringComparison.Ordinal)}_all.deb";

    private static bool IsThere(string program) =>
        System.IO.File.Exists($"/usr/bin/{program}") || System.IO.File.Exists($"/bin/{program}");

    private string Configuration() =>
        $$"""
            Dir::State "{{_folder.File("root/var/lib/apt")}}";
            Dir::State::status "{{_folder.File("root/var/lib/dpkg/status")}}";
            Dir::Cache "{{_folder.File("root/var/cache/apt")}}";
            Dir::Etc "{{_folder.File("root/etc")}}";
            Dir::Log "{{_folder.File("root/var/log/apt")}}";
            Dir::Bin::dpkg "{{_folder.File("bin/dpkg")}}";
            APT::Architecture "amd64";
            APT::Sandbox::User "root";
            """;
}
