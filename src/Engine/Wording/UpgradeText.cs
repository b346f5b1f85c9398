using OlUpgrade.Runbooks;

namespace OlUpgrade.Wording;

/// <summary>An <c>upgrade</c> step in one line, for plans.</summary>
internal static class UpgradeText
{
    public static string Of(Work.Upgrade work) =>
        $"{What(work.Packages)}{Left(work.Packages)}; "
        + "only the announced versions, downloaded before any host goes down";

    private static string What(PackageSelection packages) =>
        packages.Wanted switch
        {
            PackageSelection.All => "upgrade all packages that have something newer",
            PackageSelection.Security => "upgrade the packages that have a security update",
            var names => $"upgrade {names.Replace(" ", ", ", StringComparison.Ordinal)}",
        };

    private static string Left(PackageSelection packages) =>
        packages.Leave.IsEmpty ? "" : $", but leave {string.Join(", ", packages.Leave)}";
}
