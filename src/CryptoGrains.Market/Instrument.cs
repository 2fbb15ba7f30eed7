using System.Diagnostics.CodeAnalysis;

namespace CryptoGrains.Market;

/// <summary>What is traded, and where: <c>VENUE:SYMBOL</c>, as in <c>BINANCE:BTCUSDT</c>.</summary>
/// <remarks>Upper case letters, digits, <c>.</c>, <c>-</c> and <c>_</c>; lower case is raised when it is read.</remarks>
public readonly record struct Instrument
{
    /// <summary>The greatest length of a whole name, <c>VENUE:SYMBOL</c>, in characters.</summary>
    public const int MaxLength = 48;

    private readonly string? _name;

    private Instrument(string name) => _name = name;

    /// <summary>The whole name, <c>VENUE:SYMBOL</c>; empty for the default value, which names nothing.</summary>
    public string Name => _name ?? string.Empty;

    /// <summary>The venue: <c>BINANCE</c>.</summary>
    public string Venue => Name[..Math.Max(0, Name.IndexOf(':'))];

    /// <summary>The venue's name for what is traded: <c>BTCUSDT</c>.</summary>
    public string Symbol => Name[(Name.IndexOf(':') + 1)..];

    /// <summary>Reads <c>VENUE:SYMBOL</c>, or a bare <c>SYMBOL</c> of <paramref name="primaryVenue"/>.</summary>
    /// <returns>Whether the text names an instrument.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, string primaryVenue, out Instrument instrument)
    {
        instrument = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
            return false;

        var name = (text.Contains(':') ? text : $"{primaryVenue}:{text}").ToUpperInvariant();
        if (name.Length > MaxLength || !IsWellFormed(name))
            return false;

        instrument = new Instrument(name);
        return true;
    }

    /// <summary>Reads <c>VENUE:SYMBOL</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static Instrument Parse(string text)
    {
        return TryParse(text, string.Empty, out var instrument)
            ? instrument
            : throw new FormatException(
                $"'{text}' is not an instrument: write VENUE:SYMBOL, such as BINANCE:BTCUSDT, with letters, digits, '.', '-' "
                + $"and '_', {MaxLength} characters at the most.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool IsWellFormed(string name)
    {
        var colon = name.IndexOf(':');
        if (colon <= 0 || colon == name.Length - 1 || colon != name.LastIndexOf(':'))
            return false;

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not (':' or '.' or '-' or '_'))
                return false;
        }

        return true;
    }
}
