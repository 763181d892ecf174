using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary>What only comes about and is read: scores, activities, bounces, goals.</summary>
internal static class LogDeclarations
{
    public static readonly Resource[] All =
    [
        Scores.Resource,
        ScoreValues.Resource,
        Activities.Resource,
        EmailActivities.Resource,
        BounceLogs.Resource,
        ContactGoals.Resource,
        .. Undescribed.All,
    ];
}
