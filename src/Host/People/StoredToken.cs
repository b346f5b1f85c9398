using System.Text.Json.Serialization;

namespace OlUpgrade.Hosting.People;

/// <summary>A token in <c>tokens.json</c>. Earlier releases stored the hash alone, as a string.</summary>
[JsonConverter(typeof(StoredTokenConverter))]
internal sealed record StoredToken(string Hash, DateTimeOffset? Made, DateTimeOffset? Expires);
