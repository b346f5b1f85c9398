using System.Runtime.Serialization;
using Octokit.Internal;

namespace OlUpgrade.GitHub;

/// <summary>
/// Octokit's serializer with one more promise: JSON of another form than GitHub documents gives a
/// <see cref="SerializationException"/>, whatever the library trips over in it.
/// </summary>
internal sealed class StrictJson : IJsonSerializer
{
    private readonly SimpleJsonSerializer _json = new();

    public string Serialize(object item) => _json.Serialize(item);

    public T Deserialize<T>(string json)
    {
        try
        {
            return _json.Deserialize<T>(json);
        }
        // The library throws whatever its reflection meets: null references, casts, formats, overflows.
#pragma warning disable CA1031
        catch (Exception tripped) when (tripped is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw new SerializationException($"The answer is no {typeof(T).Name}.", tripped);
        }
    }
}
