/** Where the script of the survey pages is; its name changes with its content. */
export declare const scriptPath: string;
/** Where the style of the survey pages is, with a brand's colour if it has one. */
export declare function stylePath(color?: string): string;
/** A file of the survey pages by its name, or null. */
export declare function assetOf(name: string): {
    type: string;
    body: string;
} | null;
