using System.Text;
using System.Text.Unicode;

namespace CryptoGrains.Columnar.Parquet.Values.Decoders;

/// <summary>Decodes UTF-8 text. A text that is like the one before it is the same object.</summary>
internal sealed class TextDecoder : ByteArrayDecoder<string>
{
    private const char FirstSurrogate = '\ud800';

    /// <inheritdoc/>
    /// <remarks>
    /// The file's bounds are in the order of code points. One is given out only where it is a bound in the order of
    /// <see cref="string.CompareOrdinal(string, string)"/> too, in which pairs of surrogates come before U+E000.
    /// </remarks>
    public override bool TryReadBound(ReadOnlySpan<byte> bytes, bool isUpper, out string bound)
    {
        bound = "";
        if (!Utf8.IsValid(bytes))
            return false;

        bound = Encoding.UTF8.GetString(bytes);
        return !bound.AsSpan().ContainsAnyInRange(FirstSurrogate, char.MaxValue);
    }

    /// <inheritdoc/>
    protected override string Convert(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before, string valueBefore)
    {
        if (bytes.IsEmpty)
            return "";
        if (bytes.SequenceEqual(before))
            return valueBefore;

        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new InvalidDataException("A text is not UTF-8.");
    }
}
