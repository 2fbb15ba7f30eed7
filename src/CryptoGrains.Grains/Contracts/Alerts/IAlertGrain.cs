using System.Collections.Immutable;
using CryptoGrains.Analytics.Rules;
using Orleans.Concurrency;

namespace CryptoGrains.Grains;

/// <summary>
/// The rules, the alerts and the journal of both: one line for each thing that happened, numbered, each with the hash of the one before.
/// The channel <c>alerts</c> tells the same lines under the same numbers. There is one, with the key <see cref="Key"/>.
/// </summary>
public interface IAlertGrain : IChannelGrain
{
    /// <summary>The key of the one.</summary>
    const string Key = "alerts";

    /// <summary>
    /// Takes in what rules saw, in order. When it returns they are in the journal for good; those that were there before are passed over, so
    /// any may come twice.
    /// </summary>
    Task RaiseAsync(ImmutableArray<RuleEvent> events);

    /// <summary>The rules; null rules where they have not changed since the version the caller knows.</summary>
    [ReadOnly]
    Task<RuleSet> GetRulesAsync(long knownVersion);

    /// <summary>A rule; null where there is none of that id.</summary>
    [ReadOnly]
    Task<AlertRule?> FindRuleAsync(string id);

    /// <summary>Makes a rule: its id and version are given by the grain.</summary>
    /// <param name="rule">The rule, which was found right.</param>
    /// <param name="by">Who made it.</param>
    /// <returns>The rule as it is kept; null where there are <see cref="AlertOptions.MostRules"/> already.</returns>
    Task<AlertRule?> AddRuleAsync(AlertRule rule, string by);

    /// <summary>Changes a rule. Its open alerts are resolved: the changed one would never say that they are over.</summary>
    /// <param name="rule">The rule with its id, and the version that the change was made from.</param>
    /// <param name="by">Who changed it.</param>
    /// <returns>The rule as it is kept; null where there is none with that id and version.</returns>
    Task<AlertRule?> ChangeRuleAsync(AlertRule rule, string by);

    /// <summary>Deletes a rule. Its alerts stay; those that are still open are resolved.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteRuleAsync(string id, string by);

    /// <summary>Notes that somebody has seen an alert.</summary>
    /// <returns>The alert; null where there is no such alert that is open.</returns>
    Task<Alert?> AcknowledgeAsync(string alertId, string by, string? note);

    /// <summary>The alerts that are open, newest first: fired or acknowledged, and not over. Those that are over are in the journal.</summary>
    [ReadOnly]
    Task<ImmutableArray<Alert>> GetOpenAsync(AlertFilter filter);
}
