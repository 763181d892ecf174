using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>Sentences for what the API cannot do.</summary>
internal static class Refusals
{
    /// <summary>Rows that the API only shows.</summary>
    /// <param name="item">What one row is called.</param>
    /// <param name="instead">What to do in place of it, as a sentence.</param>
    public static IReadOnlyDictionary<WriteOperation, string> ReadOnly(string item, string instead) =>
        new[] { WriteOperation.Insert, WriteOperation.Update, WriteOperation.Delete }.ToDictionary(
            verb => verb, verb => Cannot(verb, item, instead));

    /// <summary>What the API cannot do with rows.</summary>
    /// <param name="item">What one row is called.</param>
    /// <param name="verbs">What it cannot, with what to do in place of it.</param>
    public static IReadOnlyDictionary<WriteOperation, string> Of(string item, params (WriteOperation Verb, string Instead)[] verbs) =>
        verbs.ToDictionary(verb => verb.Verb, verb => Cannot(verb.Verb, item, verb.Instead));

    static string Cannot(WriteOperation verb, string item, string instead) =>
        $"ActiveCampaign's API cannot {verb.ToWord()} {Article(item)} {item}. {instead}";

    static string Article(string item) => "aeiou".Contains(item[0], StringComparison.Ordinal) ? "an" : "a";
}
