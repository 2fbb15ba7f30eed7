namespace CryptoGrains.Feeds.Files;

/// <summary>The lines of a file as spans of bytes, with a bound on their length and so on memory.</summary>
/// <remarks>
/// Take lines until there is none, fill, and so on until <see cref="FillAsync"/> says that the end has come. A file that is cut
/// off or damaged ends where it can't be read further, with <see cref="Damage"/> set; the piece of a line before that is not
/// given.
/// </remarks>
internal sealed class LineReader(ByteSource source) : IAsyncDisposable
{
    /// <summary>The longest line that is read whole. A depth snapshot of 5,000 levels takes a third of it.</summary>
    public const int MaxLineBytes = 1 << 20;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _searched;
    private bool _sourceEnded;
    private bool _passingOver;

    /// <summary>The number of the line last given, the first being 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>
    /// Whether the line last given is only the beginning of one that is longer than <see cref="MaxLineBytes"/>.
    /// </summary>
    public bool IsLineCut { get; private set; }

    /// <summary>Why the file could not be read to its end; null when it could.</summary>
    public string? Damage { get; private set; }

    /// <summary>Gives the next line of those in memory, without its line break. It is valid until the next call.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (found < 0)
            {
                _searched = _end;
                return TryTakeUnended(out line);
            }

            var lineEnd = _searched + found;
            var passedOver = _passingOver;
            line = _buffer.AsSpan(_start, lineEnd - _start);
            _start = _searched = lineEnd + 1;
            _passingOver = false;
            if (passedOver)
                continue;

            Give(ref line, isCut: false);
            return true;
        }
    }

    /// <summary>Reads more into memory.</summary>
    /// <returns>Whether there may be more lines.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_sourceEnded)
            return false;

        MakeRoom();
        try
        {
            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            _sourceEnded = read == 0;
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            Damage = damage.Message;
            _sourceEnded = true;
            _end = _start;
            _searched = _start;
            return false;
        }

        return !_sourceEnded || _end > _start;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private bool TryTakeUnended(out ReadOnlySpan<byte> line)
    {
        var length = _end - _start;
        var isCut = length >= MaxLineBytes;
        var isLast = _sourceEnded && length > 0;
        line = _buffer.AsSpan(_start, length);
        if (!_passingOver && !isCut && !isLast)
            return false;

        var passedOver = _passingOver;
        _start = _searched = _end;
        if (passedOver)
            return false;

        _passingOver = isCut;
        Give(ref line, isCut);
        return true;
    }

    private void Give(ref ReadOnlySpan<byte> line, bool isCut)
    {
        LineNumber++;
        IsLineCut = isCut;
        if (LineNumber == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _searched -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, MaxLineBytes));
    }
}
