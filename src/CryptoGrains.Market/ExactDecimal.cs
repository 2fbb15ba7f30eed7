using System.Buffers.Text;

namespace CryptoGrains.Market;

/// <summary>Reads a number as text into the same number, never a rounded one.</summary>
public static class ExactDecimal
{
    // Up to 19 digits fit 64 bits whatever they are; nearly all prices and quantities do.
    private const int FastDigits = 19;

    // A decimal holds 28 digits of any value and as many decimals. The framework's parsers round what is longer without a word.
    private const int MaxDigits = 28;

    private static readonly UInt128 Limit = UInt128.Parse("10000000000000000000000000000");

    /// <summary>Reads <c>61837.63000000</c>, <c>-1</c> or <c>1e-05</c>.</summary>
    /// <returns>Whether the text is a number, and one of at most 28 digits.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out decimal value)
    {
        ulong digits = 0;
        var count = 0;
        var pointAt = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - (uint)'0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                count++;
            }
            else if (text[i] == '.' && pointAt < 0)
            {
                pointAt = count;
            }
            else
            {
                return TryParseRare(text, out value);
            }
        }

        if (count is 0 or > FastDigits)
            return TryParseRare(text, out value);

        value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, (byte)(pointAt < 0 ? 0 : count - pointAt));
        return true;
    }

    private static bool TryParseRare(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var isNegative = text is [(byte)'-', ..];
        var exponent = 0;
        var number = isNegative ? text[1..] : text;
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        if (exponentAt >= 0)
        {
            var written = number[(exponentAt + 1)..];
            if (!Utf8Parser.TryParse(written, out exponent, out var read) || read != written.Length)
                return false;
            number = number[..exponentAt];
        }

        if (exponent is < -MaxDigits or > MaxDigits || !TryReadDigits(number, out var digits, out var decimals))
            return false;

        var scale = decimals - exponent;
        for (; scale < 0 && digits < Limit; scale++)
            digits *= 10;
        if (scale is < 0 or > MaxDigits || digits >= Limit)
            return false;

        value = FixedPoint.ToDecimal((Int128)digits, scale);
        value = isNegative ? -value : value;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out UInt128 digits, out int decimals)
    {
        digits = 0;
        var point = text.IndexOf((byte)'.');
        decimals = point < 0 ? 0 : text.Length - point - 1;
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i == point)
                continue;
            if (text[i] is < (byte)'0' or > (byte)'9' || digits >= Limit)
                return false;
            digits = (digits * 10) + (uint)(text[i] - '0');
            count++;
        }

        return count > 0 && digits < Limit;
    }
}
