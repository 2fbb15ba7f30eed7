using System.Buffers;

namespace CryptoGrains.Analytics.Rules;

/// <summary>A snapshot in parts: numbers, texts, and runs of bytes with their length before them.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    private const byte Format = 1;

    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;
    private readonly ArrayBufferWriter<byte> _part = new();

    public SnapshotWriter()
    {
        _writer = new BinaryWriter(_bytes);
        _writer.Write(Format);
    }

    public void Write(int number) => _writer.Write7BitEncodedInt(number);

    public void Write(string text) => _writer.Write(text);

    public void Write(Action<IBufferWriter<byte>> part)
    {
        _part.ResetWrittenCount();
        part(_part);
        Write(_part.WrittenCount);
        _writer.Write(_part.WrittenSpan);
    }

    public void CopyTo(IBufferWriter<byte> output) => output.Write(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length));

    public void Dispose() => _writer.Dispose();
}
