using System.Text.Json;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Storage;

public sealed class EventCodecTests
{
    [Fact]
    public void The_names_of_events_only_ever_grow()
    {
        var shipped = Repository
            .Read("tests/Spec/Storage/shipped-events.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(shipped.Order(StringComparer.Ordinal), EventCodec.Names.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_has_a_kebab_case_name_of_its_own()
    {
        Assert.Equal(typeof(RunEvent).GetNestedTypes().ToHashSet(), [.. EventCodec.Names.Keys]);
        Assert.All(EventCodec.Names.Values, name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));
    }

    [Theory]
    [InlineData("""{"event":"moon-landed"}""")]
    [InlineData("""{"version":1}""")]
    [InlineData("null")]
    [InlineData("")]
    public void What_is_not_an_event_is_refused(string json) =>
        Assert.ThrowsAny<Exception>(() => EventCodec.Decode(json));

    [Fact]
    public void A_plan_comes_back_as_it_was()
    {
        var request = new RunEvent.RunRequested("key", Some.Requester, "test", Some.OneHost());
        var json = EventCodec.Encode(request);
        Assert.Equal(json, EventCodec.Encode(EventCodec.Decode(json)));
        Assert.Equal("run-requested", JsonDocument.Parse(json).RootElement.GetProperty("event").GetString());
    }
}
