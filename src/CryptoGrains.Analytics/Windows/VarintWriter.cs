using System.Buffers;

namespace CryptoGrains.Analytics.Windows;

/// <summary>Writes integers of any sign in as few bytes as they need: seven bits a byte, least first, the sign folded into the lowest bit.</summary>
internal ref struct VarintWriter(IBufferWriter<byte> output)
{
    private const int MostBytes = 19;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _span = output.GetSpan(4_096);
    private int _used;

    public void Write(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Write(Int128 value)
    {
        var folded = (UInt128)((value << 1) ^ (value >> 127));
        MakeRoom();
        while (folded > ulong.MaxValue)
        {
            _span[_used++] = (byte)((byte)folded | 0x80);
            folded >>= 7;
        }

        WriteUnsigned((ulong)folded);
    }

    public void Flush()
    {
        _output.Advance(_used);
        _span = default;
        _used = 0;
    }

    private void WriteUnsigned(ulong value)
    {
        MakeRoom();
        while (value >= 0x80)
        {
            _span[_used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _span[_used++] = (byte)value;
    }

    private void MakeRoom()
    {
        if (_span.Length - _used >= MostBytes)
            return;

        _output.Advance(_used);
        _span = _output.GetSpan(4_096);
        _used = 0;
    }
}
