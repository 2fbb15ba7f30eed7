using CryptoGrains.Feeds.Simulator;

namespace CryptoGrains.Feeds.Tests.Simulator;

public class PlainMathTests
{
    [Fact]
    public void The_logarithm_agrees_with_the_machine_s()
    {
        var random = new Xoshiro(1);
        for (var i = 0; i < 100_000; i++)
        {
            var value = random.NextUniform() * (1L << random.NextBelow(40));
            Assert.Equal(Math.Log(value), PlainMath.Log(value), 1e-11);
        }
    }

    [Fact]
    public void Twelve_bits_are_spread_over_a_decade_on_a_logarithmic_scale()
    {
        for (var i = 0u; i < 4_096; i++)
            Assert.Equal(Math.Pow(10, i / 4096.0), PlainMath.LogUniform(i), 1e-12);
    }
}
