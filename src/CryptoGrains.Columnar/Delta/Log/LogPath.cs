using System.Buffers;
using System.Text;

namespace CryptoGrains.Columnar.Delta.Log;

/// <summary>How the log writes the path of a file: as a relative URI by RFC 2396, with <c>%XX</c> for what may not stand in one.</summary>
internal static class LogPath
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()@&=+$,;/"u8);

    /// <summary>A path in the store as the log has it: <c>symbol=A%3AB</c> becomes <c>symbol=A%253AB</c>.</summary>
    public static string Encode(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.AsSpan().IndexOfAnyExcept(Plain) < 0)
            return path;

        var text = new StringBuilder(bytes.Length + 16);
        foreach (var octet in bytes)
        {
            if (Plain.Contains(octet))
                text.Append((char)octet);
            else
                text.Append('%').Append(octet.ToString("X2"));
        }

        return text.ToString();
    }

    /// <summary>The path in the store; null where the log's text is no path of a file inside the table's folder.</summary>
    public static string? Decode(string text)
    {
        var path = text.Contains('%') ? Unescape(text) : text;
        return path is not null && IsInside(path) && !HasScheme(text) ? path : null;
    }

    private static string? Unescape(string text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    return null;
                bytes.Write([byte.Parse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier)]);
                i += 3;
            }
            else
            {
                var end = text.IndexOf('%', i);
                end = end < 0 ? text.Length : end;
                Encoding.UTF8.GetBytes(text.AsSpan(i, end - i), bytes);
                i = end;
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static bool IsInside(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[part] is "" or "." or "..")
                return false;
        }

        return true;
    }

    // A colon before the first slash makes an absolute URI of it: s3://bucket/… or file:/….
    private static bool HasScheme(string text)
    {
        var end = text.AsSpan().IndexOfAny(':', '/');
        return end > 0 && text[end] == ':' && char.IsAsciiLetter(text[0])
            && text.AsSpan(0, end).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
}
