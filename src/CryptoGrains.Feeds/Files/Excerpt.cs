using System.Text;

namespace CryptoGrains.Feeds.Files;

/// <summary>Cuts what can't be read down to what a dead letter keeps.</summary>
internal static class Excerpt
{
    /// <summary>The most bytes of a message that a dead letter keeps.</summary>
    public const int MaxBytes = 512;

    /// <summary>The beginning of some bytes as text; what is not UTF-8 shows as a replacement character.</summary>
    public static string Of(ReadOnlySpan<byte> raw) =>
        raw.Length <= MaxBytes ? Encoding.UTF8.GetString(raw) : Encoding.UTF8.GetString(raw[..MaxBytes]) + "…";
}
