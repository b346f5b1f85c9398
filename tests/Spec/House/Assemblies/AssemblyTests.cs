namespace OlUpgrade.Spec.House.Assemblies;

[Collection(HouseCollection.Name)]
public sealed class AssemblyTests(HouseFixture house)
{
    [Fact]
    public void No_room_leads_back_to_itself() => Ratchet.Holds(nameof(Circles), Circles.Violations(house.Assemblies));

    [Fact]
    public void The_pure_rooms_are_pure() =>
        Ratchet.Holds(
            nameof(Purity),
            Purity.Violations(house.Assemblies.Single(project => project.Name == "OlUpgrade.Engine"))
        );

    [Fact]
    public void Engine_and_activities_know_nothing_of_the_web()
    {
        var below = house.Assemblies.Where(project => project.Name is "OlUpgrade.Engine" or "OlUpgrade.Activities");
        Ratchet.Holds(nameof(WebReferences), WebReferences.Violations(below));
    }

    [Fact]
    public void A_reference_to_the_web_is_seen() =>
        Assert.Contains(
            "OlUpgrade.Host uses Microsoft.AspNetCore",
            string.Concat(
                WebReferences.Violations(house.Assemblies.Where(project => project.Name == "OlUpgrade.Host"))
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_circle_is_printed_with_an_example_each_way()
    {
        using var example = CompiledExample.Of(
            "N",
            """
            namespace N.Plans { public class Plan { public static int Steps; } }
            namespace N.Runs { public class Run { public N.Plans.Plan Of; public int Count() => N.Texts.Text.Length; } }
            namespace N.Texts
            {
                public class Text
                {
                    public static int Length => 1;
                    public System.Func<object> Later() => () => new System.Collections.Generic.List<N.Runs.Run>();
                }
            }
            """
        );
        Assert.Equal(
            "src/Example: N.Runs -> N.Texts -> N.Runs is a circle (Run -> Text, Text -> Run); move what both need down",
            $"{Assert.Single(Circles.Violations([example]))}"
        );
    }

    [Fact]
    public void A_folder_and_its_subfolder_are_one_room()
    {
        using var example = CompiledExample.Of(
            "N",
            """
            namespace N.Storage { public class Store { public N.Storage.Sqlite.Database At; } }
            namespace N.Storage.Sqlite { public class Database { public N.Storage.Store Of; } }
            """
        );
        Assert.Empty(Circles.Violations([example]));
        Assert.Equal("N.Storage", Rooms.Of("N.Storage.Sqlite", "N"));
        Assert.Equal("N", Rooms.Of("N", "N"));
        Assert.Null(Rooms.Of("System.Text", "N"));
    }

    [Theory]
    [InlineData("public System.Threading.Tasks.Task Later;", "System.Threading.Tasks.Task")]
    [InlineData("public async System.Threading.Tasks.ValueTask A() { }", "System.Threading.Tasks.ValueTask")]
    [InlineData("public string A() => System.IO.File.ReadAllText(\"a\");", "System.IO.File")]
    [InlineData("public object A() => new System.Net.IPAddress(1);", "System.Net.IPAddress")]
    [InlineData(
        "public System.DateTimeOffset A() => System.DateTimeOffset.UtcNow;",
        "System.DateTimeOffset.get_UtcNow"
    )]
    [InlineData("public System.Func<int> A() => () => System.Random.Shared.Next();", "System.Random")]
    [InlineData("public string A() => System.Environment.MachineName;", "System.Environment")]
    [InlineData("public object A() => new OlUpgrade.Execution.Driver();", "OlUpgrade.Execution.Driver")]
    [InlineData("public object A() => new OlUpgrade.Wording.Text();", "Text")]
    public void What_is_not_pure_is_seen_in_a_pure_room(string member, string found)
    {
        using var example = Engine(member);
        Assert.Contains(Purity.Violations(example), violation =>
            violation.Sentence.Contains(found, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("public object A() => new System.IO.StringReader(\"a\");")]
    [InlineData("public System.Collections.Generic.IEnumerable<int> A() { yield return 1; }")]
    [InlineData("public System.DateTimeOffset A(System.DateTimeOffset now) => now.AddDays(1);")]
    public void What_is_pure_passes(string member)
    {
        using var example = Engine(member);
        Assert.Empty(Purity.Violations(example));
    }

    private static CompiledProject Engine(string member) =>
        CompiledExample.Of(
            "OlUpgrade",
            $$"""
            namespace OlUpgrade.Runs.Rollbacks { public class Decider { {{member}} } }
            namespace OlUpgrade.Execution { public class Driver { public System.Threading.Tasks.Task Drive; } }
            namespace OlUpgrade.Wording { public class Text { public OlUpgrade.Runs.Rollbacks.Decider Of; } }
            """
        );
}
