using System.Text.Json;

namespace OlUpgrade.Wire;

/// <summary>What an exception of an HTTP request means: above all, whether the service may have acted.</summary>
internal static class RequestFault
{
    /// <summary>True for faults of the network or the service; anything else is a bug and is not caught.</summary>
    public static bool IsOutside(Exception exception) =>
        exception
            is HttpRequestException
                or IOException
                or JsonException
                or TimeoutException
                or OperationCanceledException;

    /// <summary>False only if the request certainly never reached the service.</summary>
    public static bool PerhapsArrived(Exception exception) =>
        exception
            is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError,
            };

    /// <summary>What happened, in a few words and without the request's content.</summary>
    public static string Describe(Exception exception) =>
        exception switch
        {
            OperationCanceledException or TimeoutException => "no answer in time",
            JsonException => "the answer was not JSON",
            HttpRequestException { HttpRequestError: var error } => Describe(error),
            _ => "the connection broke",
        };

    private static string Describe(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => "its name could not be resolved",
            HttpRequestError.ConnectionError => "no connection could be made",
            HttpRequestError.SecureConnectionError => "no secure connection could be made",
            HttpRequestError.ConfigurationLimitExceeded => "the answer was too long",
            _ => "the connection broke",
        };
}
