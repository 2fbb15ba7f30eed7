using System.Buffers;
using System.Text;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>The folders of a partition, named as Hive and Spark name them: <c>symbol=BINANCE%3ABTCUSDT/year=2024</c>.</summary>
internal static class PartitionPath
{
    private const string Missing = "__HIVE_DEFAULT_PARTITION__";

    // What Spark escapes, and all that a blob's name may not hold. Readers take the values from the log, so escaping more is harmless.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$&()+,;@ ");

    /// <summary>The folders with a slash at the end; empty without partition columns.</summary>
    /// <param name="columns">The partition columns in order.</param>
    /// <param name="values">The value of each.</param>
    public static string Of(IEnumerable<string> columns, IReadOnlyDictionary<string, string?> values)
    {
        var path = new StringBuilder();
        foreach (var column in columns)
        {
            Escape(path, column);
            path.Append('=');
            if (string.IsNullOrEmpty(values[column]))
                path.Append(Missing);
            else
                Escape(path, values[column]!);
            path.Append('/');
        }

        return path.ToString();
    }

    private static void Escape(StringBuilder path, string text)
    {
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && Plain.Contains((char)rune.Value))
            {
                path.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                path.Append('%').Append(octet.ToString("X2"));
        }
    }
}
