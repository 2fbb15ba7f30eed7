using System.Globalization;

namespace CryptoGrains.Streams.Segments;

/// <summary>One file of a partition. It is never changed once another follows it.</summary>
/// <param name="Path">The file.</param>
/// <param name="FirstOffset">The offset that its first record has, or would have: the file's name.</param>
internal sealed record Segment(string Path, long FirstOffset)
{
    private const string Extension = ".seg";

    /// <summary>What it is searched by in its folder.</summary>
    public const string Pattern = "*" + Extension;

    /// <summary>A new segment's place.</summary>
    public static Segment At(string folder, long firstOffset) =>
        new(System.IO.Path.Combine(folder, $"{firstOffset:D20}{Extension}"), firstOffset);

    /// <summary>The segments of a folder, the oldest first.</summary>
    /// <exception cref="TradeLogException">A file there has a name that no segment has.</exception>
    public static Segment[] In(string folder)
    {
        var segments = Directory.GetFiles(folder, Pattern).Select(Named).ToArray();
        Array.Sort(segments, (left, right) => left.FirstOffset.CompareTo(right.FirstOffset));
        return segments;
    }

    private static Segment Named(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        return long.TryParse(name, NumberStyles.None, provider: null, out var offset)
            ? new Segment(path, offset)
            : throw new TradeLogException($"The file {path} is not named by an offset as segments are: move it out of the log's folder.");
    }
}
