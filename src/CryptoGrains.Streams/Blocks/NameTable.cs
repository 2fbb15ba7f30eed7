using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Streams.Blocks;

/// <summary>The names that a reader has met, so that each is made into a string once and not once a block.</summary>
internal sealed class NameTable
{
    private const int MaxNames = 65_536;

    private readonly Dictionary<string, Name> _names = new();

    /// <summary>The name that these bytes write.</summary>
    /// <exception cref="InvalidDataException">They are not ASCII, or none, or too many.</exception>
    public Name Of(ReadOnlySpan<byte> utf8)
    {
        Span<char> characters = stackalloc char[BlockLimits.MaxNameBytes];
        if (utf8.Length is 0 or > BlockLimits.MaxNameBytes
            || Ascii.ToUtf16(utf8, characters, out var length) != System.Buffers.OperationStatus.Done)
        {
            throw new InvalidDataException("a name is empty, too long or not ASCII");
        }

        var byCharacters = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (byCharacters.TryGetValue(characters[..length], out var name))
            return name;

        // A log holds as many names as its venues list; this only bounds what a foreign file could do.
        if (_names.Count >= MaxNames)
            _names.Clear();
        var text = new string(characters[..length]);
        name = new Name(text, Instrument.TryParse(text, string.Empty, out var instrument) ? instrument : default);
        _names.Add(text, name);
        return name;
    }

    /// <summary>A name, and the instrument that it names if it does.</summary>
    internal readonly record struct Name(string Text, Instrument Instrument);
}
