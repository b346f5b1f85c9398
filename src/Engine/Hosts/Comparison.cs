using System.Text.Json.Serialization;

namespace OlUpgrade.Hosts;

/// <summary>How a question compares what it found with the value in the inventory. The names are stored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Comparison>))]
public enum Comparison
{
    /// <summary>The same value of the same type.</summary>
    Is,

    /// <summary>Any other value; it must be there.</summary>
    Not,

    /// <summary>A greater number.</summary>
    Above,

    /// <summary>A smaller number.</summary>
    Below,
}
