using static Koppel.Sandbox.Salesforce.Schema.FieldKinds;
using static Koppel.Sandbox.Salesforce.Schema.Standard.OrganizationObjects;

namespace Koppel.Sandbox.Salesforce.Schema.Standard;

/// <summary>What an administrator has set up to run by itself. It can be read, and nothing in the sandbox runs because of it.</summary>
internal static class SetupObjects
{
    public static readonly OrgObject Entity = Small("EntityDefinition", "4ie", "Entity Definition", "Entity Definitions",
        Text("QualifiedApiName", "Qualified API Name", 70), Text("DeveloperName", "Developer Name", 70), Text("Label", "Label", 80));

    public static readonly OrgObject Trigger = Small("ApexTrigger", "01q", "Apex Trigger", "Apex Triggers",
        Name("Name", 255), Pick("TableEnumOrId", "Custom Object Definition ID", "Account", "Contact", "Lead") with { Length = 40 },
        Pick("Status", "Status", "Inactive", "Active", "Deleted"), Flag("UsageBeforeInsert", "BeforeInsert"),
        Flag("UsageAfterInsert", "AfterInsert"), Flag("UsageBeforeUpdate", "BeforeUpdate"), Flag("UsageAfterUpdate", "AfterUpdate"));

    public static readonly OrgObject Flow = Small("FlowDefinitionView", "3dd", "Flow Definition", "Flow Definitions",
        Text("ApiName", "Flow API Name", 255), Text("Label", "Flow Label", 255), Flag("IsActive", "Active"),
        Pick("TriggerType", "Trigger", "RecordBeforeSave", "RecordAfterSave", "RecordBeforeDelete", "Scheduled"),
        Lookup("TriggerObjectOrEventId", "Trigger Object or Event ID", "EntityDefinition"));

    public static readonly OrgObject DuplicateRule = Small("DuplicateRule", "0Bm", "Duplicate Rule", "Duplicate Rules",
        Text("MasterLabel", "Rule Name", 80), Text("DeveloperName", "Developer Name", 80),
        Pick("SobjectType", "Object", "Account", "Contact", "Lead"), Flag("IsActive", "Active"));

    public static readonly OrgObject AssignmentRule = Small("AssignmentRule", "01Q", "Assignment Rule", "Assignment Rules",
        Name("Name", 120), Pick("SobjectType", "SObject Type", "Case", "Lead"), Flag("Active", "Active"));
}
