import { z } from 'zod'
import { command, id, nothing, query } from '#platform/operation'
import { createMessageTemplate, editMessageTemplate, previewMessage, retireMessageTemplate } from '../actions/templates.ts'
import { editsTemplate, looks, looksAtRecord, looksAtTemplate, sends } from '../agency.ts'
import { getMessageTemplate, listMessageTemplates } from '../reading/templates.ts'
import * as shape from '../schema/templates.ts'

const byId = z.object({ id })

export const templates = {
  listMessageTemplates: query({
    summary: 'Templates of my agency, with what came of them, and the variables they may use',
    route: 'GET /message-templates',
    who: looks,
    input: shape.TemplateQuery,
    output: shape.Templates,
    run: listMessageTemplates,
  }),
  getMessageTemplate: query({
    summary: 'One template with its versions',
    route: 'GET /message-templates/:id',
    who: looksAtTemplate,
    input: byId,
    output: shape.TemplateShown,
    run: getMessageTemplate,
  }),
  createMessageTemplate: command({
    summary: 'Write a template for mails or private messages, in French, English or both',
    route: 'POST /message-templates',
    who: sends,
    input: shape.TemplateDraft,
    output: shape.TemplateRef,
    run: createMessageTemplate,
    status: 201,
    subject: (_input, made) => made.id,
  }),
  editMessageTemplate: command({
    summary: 'Save a new version of a template',
    route: 'PUT /message-templates/:id',
    who: editsTemplate,
    input: shape.TemplateEdit,
    output: shape.TemplateRef,
    run: editMessageTemplate,
  }),
  retireMessageTemplate: command({
    summary: 'Take a template out of use, or back',
    route: 'POST /message-templates/:id/retirement',
    who: editsTemplate,
    input: z.object({ id, back: z.boolean().default(false) }),
    output: nothing,
    run: retireMessageTemplate,
  }),
  previewMessage: query({
    summary: 'A wording as one record would read it, with the values that are missing',
    route: 'GET /message-preview',
    who: looksAtRecord,
    input: shape.Previewing,
    output: shape.Preview,
    run: previewMessage,
  }),
}
