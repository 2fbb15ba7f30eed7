using CryptoGrains.History.Tables;
using CryptoGrains.Market;

namespace CryptoGrains.History.Rebuild;

/// <summary>What a rebuild has to compute of one instrument.</summary>
internal sealed class InstrumentPlan(Instrument instrument)
{
    private readonly Dictionary<int, SortedSet<int>> _days = [];
    private readonly HashSet<int> _wholeYears = [];
    private readonly HashSet<(Interval Interval, int Slice)> _slices = [];
    private readonly SortedSet<int> _years = [];

    public Instrument Instrument { get; } = instrument;

    /// <summary>The years in which there is something to do, in order.</summary>
    public IReadOnlyCollection<int> Years => _years;

    /// <summary>Whether its imported candles changed.</summary>
    public bool ImportsChanged { get; private set; }

    /// <summary>Adds a day whose trades changed.</summary>
    public void AddDay(DateOnly day)
    {
        _years.Add(day.Year);
        if (!_days.TryGetValue(day.Year, out var days))
            _days.Add(day.Year, days = []);
        days.Add(Days.NumberOf(day));
    }

    /// <summary>Adds all days of a year, because its imported candles changed.</summary>
    public void AddImportedYear(int year)
    {
        ImportsChanged = true;
        AddYear(year);
    }

    /// <summary>Adds all days of a year.</summary>
    public void AddYear(int year)
    {
        _years.Add(year);
        _wholeYears.Add(year);
    }

    /// <summary>Adds a slice of which candles may be closed now, or open again.</summary>
    public void AddSlice(Interval interval, int slice)
    {
        _years.Add(Slicing.YearOf(interval, slice));
        _slices.Add((interval, slice));
    }

    /// <summary>Whether all days of a year are computed.</summary>
    public bool IsWhole(int year) => _wholeYears.Contains(year);

    /// <summary>The days to compute in a year that is not computed whole, counted from 1970.</summary>
    public IReadOnlyCollection<int> DaysOf(int year) => _days.TryGetValue(year, out var days) ? days : [];

    /// <summary>Whether a slice is looked at though none of its days is computed.</summary>
    public bool Has(Interval interval, int slice) => _slices.Contains((interval, slice));
}
