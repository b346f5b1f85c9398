using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads an <c>upgrade</c> step: which packages, which stay, and how long locks are waited for.</summary>
internal sealed class UpgradeReader(ImmutableArray<Parameter> parameters, ProblemList problems)
{
    private static readonly TimeSpan DefaultLockWait = TimeSpan.FromMinutes(10);
    private readonly YamlValues _values = new(problems);

    public Work.Upgrade Read(YamlForm step)
    {
        if (YamlForm.Open(step.Find("upgrade"), "`upgrade`", RunbookKeys.Upgrade, problems) is not { } form)
            return new(new PackageSelection(PackageSelection.All, []), DefaultLockWait);
        var leave = form.Has("leave") ? form.Each("leave", Package) : [];
        return new(
            new PackageSelection(Wanted(form, leave), leave),
            form.Duration("wait-for-lock", Limits.Instant, Limits.Timeout, DefaultLockWait)
        );
    }

    private string Wanted(YamlForm form, ImmutableArray<string> leave)
    {
        if (form.Find("packages") is not YamlNode.List list)
            return Word(form);
        var names = form.Each("packages", Package);
        if (names.Intersect(leave).FirstOrDefault() is { } both)
            problems.Add(list.At, $"{both} is to be upgraded and to be left: remove it from one of the two");
        return string.Join(' ', names);
    }

    private string Word(YamlForm form)
    {
        var word = form.Text("packages", TextRule.Line);
        if (PackageSelection.ParameterOf(word) is { } name)
            CheckParameter(form.PlaceOf("packages"), name);
        else if (word is not ("" or PackageSelection.All or PackageSelection.Security))
            problems.Add(
                form.PlaceOf("packages"),
                $"`packages` is `{PackageSelection.All}`, `{PackageSelection.Security}`, a list of names, or $ and the "
                    + $"name of a parameter, not {Quote.Of(word)}"
            );
        return word;
    }

    private void CheckParameter(Position at, string name)
    {
        var parameter = parameters.FirstOrDefault(known => known.Name == name);
        if (parameter is null)
            problems.Add(
                at,
                $"`packages` refers to ${Quote.Of(name)}, which is not a parameter"
                    + Nearest.Hint(name, parameters.Select(known => known.Name))
            );
        else if (parameter.Type != ParameterType.Text)
            problems.Add(at, $"`packages` refers to ${name}, which is a duration: it needs a parameter of text");
    }

    private string? Package(YamlNode node)
    {
        if (_values.Text(node, "package", TextRule.Line) is not { } name)
            return null;
        if (PackageSelection.IsPackage(name))
            return name;
        problems.Add(node.At, $"{Quote.Of(name)} is no name of a package, such as docker-ce");
        return null;
    }
}
