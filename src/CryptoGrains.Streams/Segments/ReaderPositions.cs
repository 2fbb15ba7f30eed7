using System.Collections.Concurrent;
using System.Globalization;

namespace CryptoGrains.Streams.Segments;

/// <summary>Where each reader goes on: one small file for a reader and a partition, replaced as a whole.</summary>
internal sealed class ReaderPositions
{
    private const int MaxNameLength = 64;
    private const int MaxReaders = 1024;

    private readonly string _folder;
    private readonly bool _force;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(string Reader, int Partition), long> _positions = new();

    /// <summary>Reads the positions that a folder holds.</summary>
    /// <exception cref="TradeLogException">One of them can't be read.</exception>
    public ReaderPositions(string folder, bool force)
    {
        _folder = folder;
        _force = force;
        DurableFile.MakeFolder(folder, force);
        foreach (var path in Directory.GetFiles(folder, "*.pos", SearchOption.AllDirectories))
        {
            var key = (Path.GetFileName(Path.GetDirectoryName(path)!), PartitionIn(path));
            _positions[key] = Read(path);
        }
    }

    /// <summary>A reader's position in a partition, or null.</summary>
    public long? Of(string reader, int partition) =>
        _positions.TryGetValue((Checked(reader), partition), out var position) ? position : null;

    /// <summary>The least and the greatest position that any reader has stored in a partition, or null.</summary>
    public (long Least, long Greatest)? RangeOf(int partition)
    {
        (long Least, long Greatest)? range = null;
        foreach (var ((_, of), position) in _positions)
        {
            if (of == partition)
                range = (Math.Min(range?.Least ?? position, position), Math.Max(range?.Greatest ?? position, position));
        }

        return range;
    }

    /// <summary>Stores a position; once this returns, it is as durable as the policy says.</summary>
    /// <exception cref="TradeLogException">It could not be written: the position is what it was.</exception>
    public void Store(string reader, int partition, long position)
    {
        var key = (Checked(reader), partition);
        lock (_lock)
        {
            if (!_positions.ContainsKey(key) && _positions.Keys.Count(known => known.Partition == partition) >= MaxReaders)
            {
                throw new TradeLogException(
                    $"{MaxReaders} readers have stored positions in {_folder}, which is the limit: delete the folders of those that are gone.");
            }

            var path = Path.Combine(_folder, reader, $"{LogManifest.PartitionFolder(partition)}.pos");
            try
            {
                DurableFile.MakeFolder(Path.GetDirectoryName(path)!, _force);
                DurableFile.Replace(path, $"{position}\n", _force);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new TradeLogException(
                    $"The position of reader {reader} could not be written to {path}: {exception.Message} The reader's position is what it was.",
                    exception);
            }

            _positions[key] = position;
        }
    }

    private static string Checked(string reader)
    {
        var fits = reader.Length is > 0 and <= MaxNameLength
            && reader.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
        return fits
            ? reader
            : throw new ArgumentException(
                $"'{reader}' is no reader's name: use letters, digits, '-' and '_', {MaxNameLength} at the most.", nameof(reader));
    }

    private static int PartitionIn(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith('p') && int.TryParse(name.AsSpan(1), NumberStyles.None, provider: null, out var partition)
            ? partition
            : throw Unreadable(path);
    }

    private static long Read(string path)
    {
        var text = File.ReadAllText(path);
        var isWhole = text.EndsWith('\n');
        return isWhole && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, provider: null, out var position)
            ? position
            : throw Unreadable(path);
    }

    private static TradeLogException Unreadable(string path) =>
        new($"The file {path} holds no reader's position: delete it, and the reader begins with the oldest record.");
}
