using System.Globalization;

namespace CryptoGrains.Streams.DeadLetters;

/// <summary>Numbered files of lines, together no larger than they may be: the oldest goes when the newest needs its room.</summary>
internal sealed class RotatingFiles : IDisposable
{
    private const string Extension = ".jsonl";

    private readonly string _folder;
    private readonly long _fileBytes;
    private readonly long _maxBytes;
    private FileStream? _current;
    private long _number;

    public RotatingFiles(string folder, long fileBytes, long maxBytes)
    {
        _folder = folder;
        _fileBytes = fileBytes;
        _maxBytes = maxBytes;
        Directory.CreateDirectory(folder);
        _number = Files().Select(file => file.Number).DefaultIfEmpty().Max();
    }

    /// <summary>Appends whole lines.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        if (_current is null || _current.Length + lines.Length > _fileBytes)
            BeginFile(lines.Length);

        _current!.Write(lines);
        _current.Flush();
    }

    public void Dispose() => _current?.Dispose();

    private void BeginFile(int room)
    {
        _current?.Dispose();
        _current = null;

        var files = Files().OrderBy(file => file.Number).ToList();
        var bytes = files.Sum(file => file.Info.Length);
        foreach (var (_, info) in files)
        {
            if (bytes + Math.Max(_fileBytes, room) <= _maxBytes)
                break;
            bytes -= info.Length;
            info.Delete();
            StreamMetrics.DeadLetterFilesDropped.Add(1);
        }

        // A new file even after a restart: what an unfinished line may stand in is left as it is.
        _number++;
        var path = Path.Combine(_folder, $"{_number:D10}{Extension}");
        _current = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    private IEnumerable<(long Number, FileInfo Info)> Files()
    {
        foreach (var info in new DirectoryInfo(_folder).EnumerateFiles("*" + Extension))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(info.Name), NumberStyles.None, provider: null, out var number))
                yield return (number, info);
        }
    }
}
