using Koppel.Sandbox.Salesforce.Schema;
using Koppel.Sandbox.Salesforce.Soql;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>What a query job refuses though a query over REST answers it.</summary>
internal static class QueryChecks
{
    static readonly HashSet<string> NotServed = new(StringComparer.OrdinalIgnoreCase)
    {
        "AcceptedEventRelation", "AssetTokenEvent", "Attachment", "AttachedContentNote", "CaseStatus", "ContractStatus",
        "DeclinedEventRelation", "EventWhoRelation", "FieldSecurityClassification", "KnowledgeArticle", "KnowledgeArticleVersion",
        "OrderStatus", "PartnerRole", "QuoteTemplateRichTextData", "RecentlyViewed", "ServiceAppointmentStatus", "ShiftStatus",
        "SolutionStatus", "TaskPriority", "TaskStatus", "TaskWhoRelation", "UndecidedEventRelation", "WorkOrderLineItemStatus",
        "WorkOrderStatus",
    };

    /// <summary>Looks at the query as it is written.</summary>
    /// <exception cref="SalesforceFault">A job does not run it.</exception>
    public static void Check(Query query)
    {
        if (NotServed.Contains(query.From.ToString()))
            throw new SalesforceFault(400, "INVALIDENTITY", $"Entity '{query.From}' is not supported by the Bulk API.");
        if (query.Items.Any(item => item is ChildItem))
            throw Refused("Aggregate Relationships not supported in Bulk Query");
        if (query.GroupBy.Count > 0) throw Refused("GROUP BY is not supported in Bulk Query");
        if (query.Offset is not null) throw Refused("OFFSET is not supported in Bulk Query");
        if (query.Items.Any(item => item is FieldItem { Value: Call call } && RowValues.IsAggregate(call)))
            throw Refused("Aggregate functions are not supported in Bulk Query");
    }

    /// <summary>Looks at the columns of what it found.</summary>
    /// <exception cref="SalesforceFault">They do not go into CSV.</exception>
    public static void Check(Selection selection)
    {
        if (selection.Cells.Any(cell => cell.Source.Field.Type is FieldType.Address or FieldType.Location))
            throw new SalesforceFault(400, "FEATURE_NOT_ENABLED", "Selecting compound data not supported in Bulk Query");
    }

    static SalesforceFault Refused(string message) => new(400, "API_ERROR", message);
}
