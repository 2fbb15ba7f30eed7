using System.Text.Json;
using CryptoGrains.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace CryptoGrains.Gateway.Rest.Alerts;

/// <summary>Reads a request's body, of a bounded length, as a JSON object.</summary>
internal static class JsonBody
{
    private const int MaxLength = 64 * 1024;

    /// <summary>Reads it.</summary>
    /// <returns>The object, or what is wrong with it; neither where there is no body at all.</returns>
    public static async Task<(JsonDocument? Json, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxLength + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            return default;
        if (length > MaxLength)
            return (null, new Problem(413, ProblemCodes.TooLarge, $"The body has more than {MaxLength / 1024} KiB, the most that is read."));
        if (!request.HasJsonContentType())
            return (null, new Problem(415, ProblemCodes.UnsupportedMediaType, "The body is read as JSON only. Send application/json."));

        try
        {
            var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return (json, null);
            json.Dispose();
        }
        catch (JsonException fault)
        {
            return (null, NoObject(fault.Message));
        }

        return (null, NoObject("It is another JSON value."));
    }

    private static Problem NoObject(string why) => new(400, ProblemCodes.BadRequest, $"The body is no JSON object. {why}");
}
