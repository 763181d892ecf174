namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>Contacts that travel in one import.</summary>
/// <param name="First">Where they begin in the list of changes.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct ImportBatch(int First, int Count)
{
    /// <summary>Contacts in an import at most. Source: ActiveCampaign's page on the bulk importer.</summary>
    public const int MostContacts = 250;

    /// <summary>Bytes of an import at most. Source: as above.</summary>
    public const int MostBytes = 399_999;

    /// <summary>
    /// Cuts contacts into the fewest imports. An import of one contact has a limit of its own, five times tighter, so none is cut that
    /// small while a neighbour can spare a contact.
    /// </summary>
    /// <param name="sizes">Each contact's bytes, separator included.</param>
    /// <param name="envelope">Bytes around the contacts.</param>
    public static List<ImportBatch> Cut(IReadOnlyList<int> sizes, int envelope)
    {
        var batches = new List<ImportBatch>();
        var (first, bytes) = (0, envelope);
        for (var i = 0; i < sizes.Count; i++)
        {
            if (i > first && (i - first == MostContacts || bytes + sizes[i] > MostBytes))
            {
                batches.Add(new ImportBatch(first, i - first));
                (first, bytes) = (i, envelope);
            }
            bytes += sizes[i];
        }
        if (sizes.Count > first) batches.Add(new ImportBatch(first, sizes.Count - first));
        for (var b = batches.Count - 1; b > 0; b--) Spare(batches, b, sizes, envelope);
        return batches;
    }

    /// <summary>A batch of one takes the last contact of the batch before, when that has more than two and both fit.</summary>
    static void Spare(List<ImportBatch> batches, int at, IReadOnlyList<int> sizes, int envelope)
    {
        var (before, alone) = (batches[at - 1], batches[at]);
        if (alone.Count != 1 || before.Count <= 2 || envelope + sizes[alone.First - 1] + sizes[alone.First] > MostBytes) return;
        batches[at - 1] = before with { Count = before.Count - 1 };
        batches[at] = new ImportBatch(alone.First - 1, 2);
    }
}
