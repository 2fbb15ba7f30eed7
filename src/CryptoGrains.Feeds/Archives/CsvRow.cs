using System.Buffers.Text;
using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.Feeds.Archives;

/// <summary>The cells of one line, from the first to the last. Exchange archives quote nothing.</summary>
internal ref struct CsvRow(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;
    private bool _isOver;

    /// <summary>The next cell; false after the last.</summary>
    public bool TryNext(out ReadOnlySpan<byte> cell)
    {
        cell = _rest;
        if (_isOver)
            return false;

        var comma = _rest.IndexOf((byte)',');
        _isOver = comma < 0;
        if (_isOver)
            return true;

        cell = _rest[..comma];
        _rest = _rest[(comma + 1)..];
        return true;
    }

    /// <summary>Passes over some cells.</summary>
    public bool TrySkip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!TryNext(out _))
                return false;
        }

        return true;
    }

    /// <summary>The next cell as a whole number.</summary>
    public bool TryNextWhole(out long value)
    {
        value = 0;
        return TryNext(out var cell)
            && Utf8Parser.TryParse(cell, out value, out var read) && read == cell.Length;
    }

    /// <summary>The next cell as an exact number.</summary>
    public bool TryNextNumber(out decimal value)
    {
        value = 0;
        return TryNext(out var cell) && ExactDecimal.TryParse(cell, out value);
    }

    /// <summary>The next cell as true or false, in any case.</summary>
    public bool TryNextTruth(out bool value)
    {
        value = false;
        if (!TryNext(out var cell))
            return false;

        value = Ascii.EqualsIgnoreCase(cell, "true"u8);
        return value || Ascii.EqualsIgnoreCase(cell, "false"u8);
    }

    /// <summary>How many cells a line has.</summary>
    public static int CountCells(ReadOnlySpan<byte> line) => line.Count((byte)',') + 1;

    /// <summary>One cell of a line.</summary>
    public static ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> line, int index)
    {
        var row = new CsvRow(line);
        return row.TrySkip(index) && row.TryNext(out var cell) ? cell : default;
    }
}
