using CryptoGrains.Analytics.Windows;
using CryptoGrains.Market;

namespace CryptoGrains.Analytics.Detectors;

/// <summary>Carries values into a snapshot, or out of one: the same calls do either, so the two can't differ.</summary>
internal ref struct StateCarrier
{
    private readonly bool _isReading;
    private VarintWriter _writer;
    private VarintReader _reader;

    public StateCarrier(VarintWriter writer) => _writer = writer;

    public StateCarrier(VarintReader reader)
    {
        _reader = reader;
        _isReading = true;
    }

    public readonly bool AtEnd => _reader.AtEnd;

    public void Flush() => _writer.Flush();

    public void Carry(ref long value)
    {
        if (_isReading)
            value = _reader.ReadInt64();
        else
            _writer.Write(value);
    }

    /// <summary>Carries a number from 0 to a limit, which a damaged snapshot can't pass.</summary>
    public void Carry(ref int value, int limit)
    {
        if (_isReading)
            value = _reader.ReadCount(limit);
        else
            _writer.Write(value);
    }

    public void Carry(ref bool value)
    {
        var bit = value ? 1 : 0;
        Carry(ref bit, 1);
        value = bit == 1;
    }

    public void Carry(ref double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        Carry(ref bits);
        value = BitConverter.Int64BitsToDouble(bits);
        if (!double.IsFinite(value))
            throw new InvalidDataException("The snapshot has a number that is not finite.");
    }

    public void Carry(ref Timestamp value)
    {
        var time = value.Microseconds;
        Carry(ref time);
        value = new Timestamp(time);
    }

    /// <summary>Carries a text of so many characters at the most.</summary>
    public void Carry(ref string value, int longest)
    {
        var length = value.Length;
        Carry(ref length, longest);
        var text = _isReading ? new char[length] : value.ToCharArray();
        for (var i = 0; i < length; i++)
        {
            var character = (int)text[i];
            Carry(ref character, char.MaxValue);
            text[i] = (char)character;
        }

        value = new string(text);
    }

    public void Carry(ref Instrument value)
    {
        var name = value.Name;
        Carry(ref name, Instrument.MaxLength);
        if (!Instrument.TryParse(name, string.Empty, out value))
            throw new InvalidDataException($"The snapshot names '{name}', which is no instrument.");
    }
}
