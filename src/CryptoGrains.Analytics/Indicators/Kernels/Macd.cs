namespace CryptoGrains.Analytics.Indicators;

/// <summary>Moving average convergence and divergence.</summary>
internal sealed class Macd(int fast, int slow, int signal) : IndicatorKernel
{
    /// <summary>The index of the line among the outputs.</summary>
    public const int Line = 0;

    /// <summary>The index of the signal among the outputs.</summary>
    public const int Signal = 1;

    /// <summary>How many outputs there are.</summary>
    public const int Outputs = 3;

    public static readonly IndicatorKind Kind = new(
        kernel: arguments => new Macd(arguments.Bars(0), arguments.Bars(1), arguments.Bars(2)),
        firstValue: arguments => FirstSignal(arguments.Bars(1), arguments.Bars(2)),
        barsNeeded: arguments => BarsNeeded(arguments.Bars(1), arguments.Bars(2)))
    {
        Name = "macd",
        Summary = "Moving average convergence and divergence: how far a fast average has run from a slow one, and whether it still does.",
        Parameters =
        [
            IndicatorParameter.Period("fast", 12), IndicatorParameter.Period("slow", 26), IndicatorParameter.Period("signal", 9),
        ],
        Outputs =
        [
            new("line", "the fast average less the slow one, in the quote asset"),
            new("signal", "the exponential average of the line"),
            new("histogram", "the line less its signal"),
        ],
        Formula = "ema(fast) − ema(slow), each seeded by the mean of its own first closes; the signal is an ema of the line, seeded by the mean of "
            + "its first signal values",
        Edges = "The line has its first value at bar slow − 1, before its signal. Counts bars, not time: a missing bar is passed over.",
        Source = "G. Appel, The Moving Average Convergence Divergence Trading Method, 1979.",
        Refuse = values => values[0] < values[1] ? null : $"macd's fast of {values[0]} has to be less than its slow of {values[1]}.",
    };

    private readonly double _fastWeight = Fading.ExponentialWeight(fast);
    private readonly double _slowWeight = Fading.ExponentialWeight(slow);
    private readonly double _signalWeight = Fading.ExponentialWeight(signal);

    public override int StateLength => 3;

    public override void Push(BarHistory bars, Span<double> state, Span<double> scratch, Span<double> outputs)
    {
        Fading.Add(ref state[0], bars.Close(), bars.Index, fast, _fastWeight);
        if (!Fading.Add(ref state[1], bars.Close(), bars.Index, slow, _slowWeight))
            return;

        var line = state[0] - state[1];
        outputs[Line] = line;
        if (!Fading.Add(ref state[2], line, bars.Index - (slow - 1), signal, _signalWeight))
            return;

        outputs[Signal] = state[2];
        outputs[2] = line - state[2];
    }

    /// <summary>The first bar at which there is a signal, counted from 0.</summary>
    public static int FirstSignal(int slow, int signal) => slow + signal - 2;

    /// <summary>How many bars it takes until what came before them weighs less than 10^-12: the slow average's, then the signal's.</summary>
    public static int BarsNeeded(int slow, int signal) => Fading.ExponentialBars(slow) + Fading.ExponentialBars(signal);
}
