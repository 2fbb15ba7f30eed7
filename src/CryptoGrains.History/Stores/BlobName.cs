using System.Text;
using CryptoGrains.Columnar.Storage;

namespace CryptoGrains.History.Stores;

/// <summary>
/// Which names a blob may have: those that are a path in a folder on any system and a blob's name in Azure, so that a store can be
/// copied from one to the other.
/// </summary>
internal static class BlobName
{
    // Azure's limit, in characters.
    private const int MaxLength = 1_024;
    private const string Refused = "\\:*?\"<>|";

    /// <summary>Passes a name that is one.</summary>
    /// <exception cref="BlobStoreException">It is none; the sentence says why.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Fault(name) is { } fault)
            throw new BlobStoreException($"'{Printable(name)}' is no name of a blob: {fault}.");
    }

    /// <summary>Passes what some name can begin with: it may be empty, and end in the middle of a name or with a slash.</summary>
    /// <exception cref="BlobStoreException">No name begins so.</exception>
    public static void CheckPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > 0 && Fault(prefix + "x") is { } fault)
            throw new BlobStoreException($"No blob's name begins with '{Printable(prefix)}': {fault}.");
    }

    private static string? Fault(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return $"it has {name.Length} characters, and 1 to {MaxLength} are allowed";

        foreach (var rune in name.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return "it has half of a surrogate pair, or the mark of one that was lost";
            if (Rune.IsControl(rune))
                return $"it has the control character U+{rune.Value:X4}";
            if (rune.IsAscii && Refused.Contains((char)rune.Value))
                return $"it has the character {rune}, which not every system allows: write it as a percent sign and two digits";
        }

        foreach (var part in name.AsSpan().Split('/'))
        {
            if (PartFault(name.AsSpan(part)) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? PartFault(ReadOnlySpan<char> part) => part switch
    {
        "" => "it has an empty part: a slash stands at its beginning or end, or next to another",
        "." or ".." => "it has a part that means a folder, and not a name",
        [.., '.' or ' '] => "it has a part that ends with a dot or a blank, which not every system keeps",
        _ => null,
    };

    private static string Printable(string name)
    {
        const int enough = 200;
        var start = name.Length <= enough ? name : name[..enough] + "…";
        return string.Create(start.Length, start, static (into, from) =>
        {
            for (var i = 0; i < into.Length; i++)
                into[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '\uFFFD' : from[i];
        });
    }
}
