using Koppel.Sdk.Loading;

namespace Koppel.Engine.Files;

/// <summary>Rows of a load's files that have more cells than there are columns. They are read and rejected.</summary>
internal sealed class FileRejects(IReadOnlyList<TextFile> files)
{
    long Count => files.Sum(f => (long)f.Profile.LongRows.Count);

    /// <summary>The plan that counts them too, behind its own rows.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="columns">How many columns the load has.</param>
    public WritePlan In(WritePlan plan, int columns)
    {
        if (Count == 0) return plan;
        return plan with
        {
            Read = plan.Read + Count,
            Rejects = new RejectList(plan.Rejects.First.Concat(Each(plan.Read, columns)), plan.Rejects.Count + Count),
            EachReject = plan.EachReject.Concat(Each(plan.Read, columns)),
        };
    }

    IEnumerable<Reject> Each(long behind, int columns)
    {
        var values = new string?[columns];
        foreach (var file in files)
            foreach (var row in file.Profile.LongRows)
                yield return new Reject(++behind, values, row.Cause(Path.GetFileName(file.Path), file.Profile.Columns.Count));
    }
}
