using CryptoGrains.Analytics.Detectors;
using CryptoGrains.Feeds.Simulator;
using CryptoGrains.Market;

namespace CryptoGrains.Bench.Detectors;

/// <summary>How findings and labels agree.</summary>
internal sealed class Tally
{
    private readonly List<double> _delays = [];

    public int Findings { get; private set; }

    public int RightFindings { get; private set; }

    public int Labels { get; private set; }

    public int FoundLabels => _delays.Count;

    public int FalseAlarms => Findings - RightFindings;

    /// <summary>
    /// Found labels over found labels and false alarms: several right findings of one label count once, each false alarm by itself.
    /// </summary>
    public double Precision => FoundLabels == 0 ? 0 : (double)FoundLabels / (FoundLabels + FalseAlarms);

    public double Recall => Labels == 0 ? 0 : (double)FoundLabels / Labels;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>Seconds of event time from a label's beginning to its first finding, at a share of the found labels.</summary>
    public double Delay(double share) =>
        _delays.Count == 0 ? double.NaN : _delays.Order().ElementAt((int)(share * (_delays.Count - 1)));

    /// <summary>Adds what was found in one market.</summary>
    /// <param name="aim">What is looked for.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="labels">What was there.</param>
    /// <param name="warmUp">Labels before are not asked for, as there was too little to compare with; findings count all the same.</param>
    public void Add(Aim aim, IEnumerable<Finding> findings, IReadOnlyCollection<SimulatedEvent> labels, Timestamp warmUp)
    {
        var mine = findings.Where(finding => finding.Detector == aim.Detector && aim.Events.Contains(finding.Event)).ToList();
        var right = labels.Where(label => aim.Must.Contains(label.Kind) || aim.May.Contains(label.Kind)).ToList();
        Findings += mine.Count;
        RightFindings += mine.Count(finding => right.Exists(label => Meets(aim, finding, label)));
        foreach (var label in labels.Where(label => aim.Must.Contains(label.Kind) && label.From >= warmUp))
        {
            Labels++;
            if (mine.Find(finding => Meets(aim, finding, label)) is { } first)
                _delays.Add((first.At - label.From).TotalSeconds);
        }
    }

    private static bool Meets(Aim aim, Finding finding, SimulatedEvent label) =>
        aim.IsAbout(finding.Instrument, label.Instrument)
        && finding.At >= label.From && finding.Since <= label.To && finding.At <= label.To + aim.Patience;
}
