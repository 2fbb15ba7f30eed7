using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoGrains.Grains.Alerts.Webhooks;

/// <summary>
/// The signature of a delivery: <c>t=SECONDS,v1=HEX</c>, where HEX is the HMAC-SHA256, by the webhook's secret, of the seconds since 1970 as text, a
/// point, and the body's bytes. Who receives it computes the same and refuses what is older than a few minutes.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>The header that it is sent in.</summary>
    public const string Header = "X-CryptoGrains-Signature";

    public static string Of(ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
