using System.Text;
using CryptoGrains.Market;

namespace CryptoGrains.LocalRuntime.Tests;

public sealed class StateSerializerTests
{
    [Fact]
    public void Blocks_of_bytes_are_kept_beside_the_text_as_they_are()
    {
        var block = new byte[60_000];
        Random.Shared.NextBytes(block);
        var state = new Outer
        {
            Name = "ü",
            Amount = 1e-12m,
            At = new Timestamp(5),
            Blocks = [block, [], null],
            Inner = new Outer { Blocks = [[1]] },
        };

        var bytes = StateSerializer.Write(state);
        var read = StateSerializer.Read<Outer>(bytes.Span)!;

        Assert.InRange(bytes.Length, 60_000, 60_400);
        Assert.Equal(("ü", 1e-12m, new Timestamp(5)), (read.Name, read.Amount, read.At));
        Assert.Equal([block, [], null], read.Blocks);
        Assert.Equal([[1]], read.Inner!.Blocks);
    }

    [Fact]
    public void A_type_that_would_come_back_empty_is_refused()
    {
        var state = new Naming { Instrument = Instrument.Parse("BINANCE:BTCUSDT") };

        var refusal = Assert.Throws<NotSupportedException>(() => StateSerializer.Write(state));

        Assert.StartsWith("CryptoGrains.Market.Instrument can't be part of", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_constructor_sets_comes_back_and_what_is_computed_is_left_out()
    {
        var bytes = StateSerializer.Write(new Fixed(3));

        Assert.Equal("""{"Number":3}""", Encoding.UTF8.GetString(bytes.Span[4..]));
        Assert.Equal(3, StateSerializer.Read<Fixed>(bytes.Span)!.Number);
    }

    private sealed class Fixed(int number)
    {
        public int Number { get; } = number;

        public int Twice => Number * 2;
    }

    private sealed class Outer
    {
        public string? Name { get; set; }

        public decimal Amount { get; set; }

        public Timestamp At { get; set; }

        public List<byte[]?> Blocks { get; set; } = [];

        public Outer? Inner { get; set; }
    }

    private sealed class Naming
    {
        public Instrument Instrument { get; set; }
    }
}
