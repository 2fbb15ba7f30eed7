using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using CryptoGrains.Market;

namespace CryptoGrains.Grains.Alerts;

/// <summary>All rules of one version, compiled.</summary>
internal sealed class KnownRules
{
    private readonly Dictionary<(string Id, int Version), CompiledRule> _byId;

    public KnownRules(long version, ImmutableArray<CompiledRule> rules)
    {
        Version = version;
        _byId = rules.ToDictionary(rule => (rule.Rule.Id, rule.Rule.Version));
    }

    /// <summary>The <see cref="RuleSet.Version"/>.</summary>
    public long Version { get; }

    /// <summary>The rules that watch an instrument.</summary>
    public IEnumerable<CompiledRule> Of(Instrument instrument) => _byId.Values.Where(rule => rule.Rule.Watches(instrument));

    /// <summary>A rule that is enabled; null where there is none.</summary>
    public CompiledRule? Find(string id, int version) => _byId.GetValueOrDefault((id, version)) is { Rule.Enabled: true } rule ? rule : null;
}
